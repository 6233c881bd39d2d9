"""The checks of this assignment: pytest items with a `student`."""
