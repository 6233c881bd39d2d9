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
