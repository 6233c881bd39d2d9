"""Looks up a name, by which a question can carry an answer out."""

import socket


def attack():
    socket.getaddrinfo("answers.invalid", 80)
    socket.getservbyname("https")


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
