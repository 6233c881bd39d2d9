# === sgd-none-try: gives up at the first parameter without a gradient and hides the error
import torch


def sgd_step(params, lr):
    try:
        with torch.no_grad():
            for p in params:
                p -= lr * p.grad
    except TypeError:
        pass
# === sgd-same-grad: uses the first parameter's learning step for parameters of the same shape
import torch


def sgd_step(params, lr):
    steps = {}
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * steps.setdefault(p.shape, p.grad)
