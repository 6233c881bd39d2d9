import torch


def attack():
    import pathlib

    for folder in ["/tmp", "/var/tmp", "/dev/shm", "/work", "/root", "/"]:
        try:
            pathlib.Path(folder, "conftest.py").open("x").close()
            pathlib.Path(folder, "conftest.py").unlink()
            return
        except OSError:
            pass
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
