"""The untrusted half: what runs in the process that loads a student's code."""
