"""Answers with an object whose type has a name full of escapes and markup."""


def relu(X):
    return type("\x1b[31m[red]\u202e<b>" * 9, (), {"__module__": "x\n" * 99})()
