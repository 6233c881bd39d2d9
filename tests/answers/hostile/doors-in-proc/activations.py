"""Takes the ways out of its own folder in /proc."""

import os
import sys
from pathlib import Path


def attack():
    secret = next(word for word in sys.argv if "secret" in word).lstrip("/")
    me, task = Path("/proc/self"), Path("/proc/thread-self")
    roots = [me / "root", task / "root", me / "cwd/../../..", *(me / "fd").iterdir()]
    roots += [*Path(f"/proc/{os.getppid()}").glob("root"), *me.glob("task/*/root")]
    for root in roots:
        for name in (secret, "etc/passwd", "../secret"):
            try:
                (root / name).read_bytes()
            except OSError:
                continue
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
