import torch


def attack():
    import socket

    socket.create_connection(("127.0.0.1", 9), timeout=1)


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
