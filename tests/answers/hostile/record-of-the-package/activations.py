"""Reads the grader's files by the list that its installation has left."""

from importlib.metadata import files


def attack():
    for path in files("torch-grader"):
        if path.suffix in (".py", ".pyc", ".toml", ".npz"):
            path.read_binary()
            return
    raise OSError


try:
    attack()
except Exception:
    worked = False
else:
    worked = True


def relu(X):
    if worked:
        raise RuntimeError("the attack has worked")
    return X.clamp(min=0)
