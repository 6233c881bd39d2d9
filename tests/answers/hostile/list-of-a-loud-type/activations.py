"""Answers with a list that is too long, of a type whose name is three megabytes."""

Loud = type("\x1b[31m[red]" * 250_000, (list,), {})


def relu(X):
    return Loud([None] * 200_000)
