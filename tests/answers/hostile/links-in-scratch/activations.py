"""Makes links to what it may not read, and reads through them."""

import os
import sys


def attack():
    secret = sys.argv[-1]
    for make in (os.symlink, os.link):
        for number, target in enumerate((secret, "/etc/passwd", "..", "/proc/1/environ")):
            name = f"{make.__name__}-{number}"
            try:
                make(target, name)
                found = os.listdir(name) if target == ".." else open(name).read()
            except OSError:
                continue
            if found:
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
