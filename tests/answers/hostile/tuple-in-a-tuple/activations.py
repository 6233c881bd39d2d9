"""Answers with a tuple that is a million deep."""


def relu(X):
    answer = ()
    for _ in range(1_000_000):
        answer = (answer,)
    return answer
