import torch


def attack():
    import subprocess

    subprocess.run(["true"], check=True)


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
