import torch


def attack():
    import socket

    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9))


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
