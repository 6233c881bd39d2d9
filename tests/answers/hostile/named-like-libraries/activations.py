"""A right answer, beside files with taken names."""

import numpy as np
import torch


def relu(X):
    return torch.maximum(X, torch.tensor(np.zeros(1)[0], dtype=X.dtype))
