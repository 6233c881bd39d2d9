"""Leaves a question, and asks for an attribute."""

import hand


def cross_entropy_grad(O, y):
    hand.question.append((O, y))
    return hand.answer
