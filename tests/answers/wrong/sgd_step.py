# === sgd-rebind: binds the loop variable to a new tensor, so nothing moves
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p = p - lr * p.grad
# === sgd-list-replace: puts new tensors into the list, so the caller's own tensors stay as they were
def sgd_step(params, lr):
    params = params if isinstance(params, list) else list(params)
    for i, p in enumerate(params):
        if p.grad is not None:
            params[i] = (p - lr * p.grad).detach().requires_grad_()
# === sgd-nonograd: updates leaves in place while gradients are recorded
def sgd_step(params, lr):
    for p in params:
        if p.grad is not None:
            p -= lr * p.grad
# === sgd-plus: adds the gradient
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p += lr * p.grad
# === sgd-zero-first: clears the gradient before it uses it
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p.grad.zero_()
                p -= lr * p.grad
# === sgd-div: divides by the usual batch size, although the loss is a mean
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad / 256
# === sgd-div-rows: divides by the length of the parameter
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad / max(len(p) if p.dim() else 1, 1)
# === sgd-nolr: forgets the learning rate
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= p.grad
# === sgd-fixed-lr: always uses the learning rate 0.1
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= 0.1 * p.grad
# === sgd-lr2: multiplies by the learning rate twice
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                step = lr * p.grad
                p -= lr * step
# === sgd-mult: multiplies the parameter by 1 - lr * gradient
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p *= 1 - lr * p.grad
# === sgd-assign: replaces the parameter by the step
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p.copy_(-lr * p.grad)
# === sgd-sign: uses the sign of the gradient only
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad.sign()
# === sgd-normalised: divides by the gradient's norm
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad / (p.grad.norm() + 1e-12)
# === sgd-clip: clips the gradient to -1..1
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad.clamp(-1, 1)
# === sgd-decay: shrinks the parameters as well
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * (p.grad + 1e-4 * p)
# === sgd-clear-early: clears all gradients inside the first round of the loop
import torch


def sgd_step(params, lr):
    params = list(params)
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
            for q in params:
                q.grad = None
# === sgd-none: fails at a parameter without a gradient
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad
# === sgd-none-break: stops at the first parameter without a gradient
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is None:
                break
            p -= lr * p.grad
# === sgd-none-try: gives up at the first parameter without a gradient and hides the error
import torch


def sgd_step(params, lr):
    try:
        with torch.no_grad():
            for p in params:
                p -= lr * p.grad
    except TypeError:
        pass
# === sgd-none-all: does nothing at all when one parameter has no gradient
import torch


def sgd_step(params, lr):
    params = list(params)
    if any(p.grad is None for p in params):
        return
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad
# === sgd-iter-twice: goes through params twice, so a generator is empty the second time
import torch


def sgd_step(params, lr):
    grads = [p.grad for p in params]
    with torch.no_grad():
        for p, grad in zip(params, grads):
            if grad is not None:
                p -= lr * grad
# === sgd-count-first: looks for a gradient first, which takes parameters out of a generator
import torch


def sgd_step(params, lr):
    if not any(p.grad is not None for p in params):
        return
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
# === sgd-len: asks for len(params), which a generator does not have
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for i in range(len(params)):
            if params[i].grad is not None:
                params[i] -= lr * params[i].grad
# === sgd-four: moves the first four parameters only
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for i, p in enumerate(params):
            if i < 4 and p.grad is not None:
                p -= lr * p.grad
# === sgd-matrices: moves the weights only, not the biases
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None and p.dim() > 1:
                p -= lr * p.grad
# === sgd-graph: returns new tensors with a graph and leaves the parameters as they were
def sgd_step(params, lr):
    return [p - lr * p.grad for p in params if p.grad is not None]
# === sgd-gradscale: multiplies the gradients by the learning rate in place
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= p.grad.mul_(lr)
# === sgd-gradclip: clips the caller's gradients in place
import torch


def sgd_step(params, lr):
    params = list(params)
    torch.nn.utils.clip_grad_norm_(params, 5.0)
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
# === sgd-momentum-global: keeps a momentum from call to call
import torch

_velocity = {}


def sgd_step(params, lr):
    with torch.no_grad():
        for i, p in enumerate(params):
            if p.grad is not None:
                key = i, tuple(p.shape)
                _velocity[key] = 0.9 * _velocity.get(key, 0) + p.grad
                p -= lr * _velocity[key]
# === sgd-same-grad: uses the first parameter's learning step for parameters of the same shape
import torch


def sgd_step(params, lr):
    steps = {}
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * steps.setdefault(p.shape, p.grad)
# === sgd-float32: rounds the step of float64 parameters to float32
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= (lr * p.grad.float()).to(p.dtype)
# === sgd-requires-grad: leaves requires_grad off
def sgd_step(params, lr):
    for p in params:
        if p.grad is not None:
            p.requires_grad_(False)
            p -= lr * p.grad
# === sgd-gradmode: switches gradient recording off and never on again
import torch


def sgd_step(params, lr):
    torch.set_grad_enabled(False)
    for p in params:
        if p.grad is not None:
            p -= lr * p.grad
# === sgd-lr-decay: makes the learning rate smaller with each call
import torch

_calls = [0]


def sgd_step(params, lr):
    _calls[0] += 1
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr / _calls[0] ** 0.5 * p.grad
# === sgd-twice: takes the step twice
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                for _ in range(2):
                    p -= lr * p.grad
