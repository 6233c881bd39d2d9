"""The border: everything that talks to, or is, the process of a student's code."""
