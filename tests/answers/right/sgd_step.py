# Right answers for training.sgd_step(params, lr).

# === textbook: in place under no_grad, gradients cleared afterwards
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for param in params:
            if param.grad is not None:
                param -= lr * param.grad
                param.grad.zero_()

# === decorated: no_grad as a decorator, gradients kept
import torch


@torch.no_grad()
def sgd_step(params, lr):
    for p in params:
        if p.grad is None:
            continue
        p.sub_(lr * p.grad)

# === data: through .data
def sgd_step(params, lr):
    for p in params:
        if p.grad is not None:
            p.data -= lr * p.grad.data

# === alpha: add_ with a negative alpha
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p.add_(p.grad, alpha=-lr)

# === copy: computes the new value and copies it in
import torch


def sgd_step(params, lr):
    for p in params:
        if p.grad is not None:
            new = p.detach() - lr * p.grad
            with torch.no_grad():
                p.copy_(new)

# === optimizer: torch.optim.SGD for one step
import torch


def sgd_step(params, lr):
    params = list(params)
    if params:
        torch.optim.SGD(params, lr=lr).step()

# === foreach: the fused foreach operation
import torch


def sgd_step(params, lr):
    active = [p for p in params if p.grad is not None]
    if not active:
        return
    with torch.no_grad():
        torch._foreach_add_(active, [p.grad for p in active], alpha=-lr)

# === grad-none: sets the gradient to None afterwards
import torch


def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= p.grad * lr
                p.grad = None

# === detached-view: writes through the detached tensor
def sgd_step(params, lr):
    for p in filter(lambda p: p.grad is not None, params):
        p.detach().sub_(p.grad, alpha=lr)

# === data-replaced: new data for the same parameter
def sgd_step(params, lr):
    for p in params:
        g = p.grad
        if g is not None:
            p.data = p.data - lr * g

# === set-grad-enabled: the grad mode by hand
import torch


def sgd_step(params, lr):
    with torch.set_grad_enabled(False):
        for p in params:
            if p.grad is not None:
                p[...] = p - lr * p.grad

# === sentinel: an iterator and a sentinel
import torch


def sgd_step(params, lr):
    iterator = iter(params)
    while (p := next(iterator, None)) is not None:
        if p.grad is not None:
            with torch.no_grad():
                torch.sub(p, p.grad, alpha=lr, out=p)

# === class: an object with a method
import torch


class _SGD:
    def __init__(self, params, lr):
        self.params = list(params)
        self.lr = lr

    @torch.no_grad()
    def step(self):
        for p in self.params:
            if p.grad is not None:
                p.add_(p.grad.mul(-self.lr))

    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad.detach_()
                p.grad.zero_()


def sgd_step(params, lr):
    sgd = _SGD(params, lr)
    sgd.step()
    sgd.zero_grad()

# === addcmul: addcmul with a tensor full of the learning rate, and the parameters returned
import torch


@torch.no_grad()
def sgd_step(params, lr):
    updated = []
    for p in params:
        if p.grad is not None:
            p.addcmul_(p.grad, torch.full_like(p, lr), value=-1)
        updated.append(p)
    return updated

# === foreach-2: torch._foreach_add_ on all parameters at once, guarded for the empty list
import torch

@torch.no_grad()
def sgd_step(params, lr):
    moving = [p for p in params if p.grad is not None]
    if moving:
        torch._foreach_add_(moving, [p.grad for p in moving], alpha=-lr)

# === real-optimizer: makes a torch.optim.SGD for the one step
import torch

def sgd_step(params, lr):
    group = list(filter(lambda p: p.grad is not None, params))
    if group:
        torch.optim.SGD(group, lr=lr).step()

# === numpy-memory: subtracts in numpy on the shared memory of the parameter
import numpy as np

def sgd_step(params, lr):
    for p in params:
        if p.grad is None:
            continue
        memory = p.detach().numpy()
        np.subtract(memory, lr * p.grad.detach().numpy(), out=memory, casting="same_kind")

# === data-and-clear: uses .data and sets each gradient to None after its use
def sgd_step(params, lr):
    for p in params:
        try:
            p.data.add_(p.grad.data, alpha=-lr)
        except AttributeError:
            continue
        p.grad = None

# === copy-back: computes the new value in float64 outside and copies it into the parameter, zeroing gradients at the end
import torch

class _Step:
    def update(self, theta, lr):
        return theta.double() - lr * theta.grad.double()

    def __call__(self, params, lr):
        params = tuple(params)
        with torch.no_grad():
            for theta in params:
                if theta.grad is not None:
                    theta.copy_(self.update(theta, lr))
            for theta in params:
                if theta.grad is not None:
                    theta.grad.zero_()

sgd_step = _Step()

# === recursion: takes the first parameter off the iterator and calls itself for the rest
import torch

def sgd_step(params, lr):
    rest = iter(params)
    theta = next(rest, None)
    if theta is None:
        return
    if theta.grad is not None:
        with torch.no_grad():
            theta.addcmul_(theta.grad, torch.full_like(theta.grad, lr), value=-1)
    sgd_step(rest, lr)

# === row-by-row: walks through the rows of each parameter, those of 1-D ones are 0-d, and a 0-d parameter is its own only row
import torch

def sgd_step(params, lr):
    for theta in params:
        if (g := theta.grad) is None:
            continue
        values = theta.detach()
        pairs = zip(values.unbind(), g.unbind()) if g.ndim else [(values, g)]
        for value, slope in pairs:
            value[...] = torch.sub(value, slope * lr)

# === detached-partial: map over a functools.partial, subtracting through a detached alias, list() only drives it
from functools import partial

def _descend(lr, p):
    g = p.grad
    return None if g is None else p.detach().sub_(g.detach().mul(lr))

def sgd_step(params, lr):
    list(map(partial(_descend, lr), params))
