"""Raises from code that claims to be in files with names of every kind."""

NAMES = ("<img src=x>.py", "\x1b[31m.py", "../../etc/passwd", "activations", "loss.py\n6 of 6")
CODE = "\n" * 99 + "def call(inner): return inner()"


def fail():
    raise ValueError("no")


def relu(X):
    calls = []
    for name in NAMES:
        space = {}
        exec(compile(CODE, name, "exec"), space)
        calls.append(space["call"])
    one, two, three, four, five = calls
    return five(lambda: four(lambda: three(lambda: two(lambda: one(fail)))))
