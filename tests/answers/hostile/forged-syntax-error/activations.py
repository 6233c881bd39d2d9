"""An error in a file of the grader's, on a line beyond all files."""

error = SyntaxError("the grader's file is wrong")
error.filename, error.lineno = "(provided) activations.py", 10**30
raise error
