"""Not Python any more."""

import torch
from torch import Tensor


@torch.jit.script
def by_machine(O: Tensor, y: Tensor):
    loss = torch.nn.functional.cross_entropy(O, y)
    loss.backward()
    grad = O.grad
    assert grad is not None
    return grad


def cross_entropy_grad(O, y):
    off = False
    with torch.inference_mode(off):
        return by_machine(O.clone().requires_grad_(), y)
