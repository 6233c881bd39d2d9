"""Two kinds of answers that cannot be compared."""

import sys

import torch


def accuracy(y_hat, y):
    caller = sys._getframe(1).f_code.co_filename
    return torch.zeros(3) if "drivers" in caller else -1
