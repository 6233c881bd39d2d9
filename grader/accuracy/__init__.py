"""The accuracy runs, trusted half: plans, courses, bounds and verdicts."""
