# === prelu-one-sided: takes max(X, a X), which is right for a between 0 and 1 only
import torch


def prelu(X, a):
    return torch.maximum(X, a * X)
# === prelu-min: takes min(X, a X), which is right for a above 1 only
import torch


def prelu(X, a):
    return torch.minimum(X, a * X)
# === prelu-scale-pos: scales the positive side
import torch


def prelu(X, a):
    return torch.where(X > 0, a * X, X)
# === prelu-detach: takes the number out of a, so a gets no gradient
import torch


def prelu(X, a):
    if isinstance(a, torch.Tensor):
        a = a.detach()
    return torch.where(X > 0, X, a * X)
# === prelu-detach-x: detaches the negative part of X, so only a gets a gradient there
import torch


def prelu(X, a):
    return torch.clamp(X, min=0) + a * torch.clamp(X, max=0).detach()
# === prelu-item: uses the mean of a as one number
import torch


def prelu(X, a):
    if isinstance(a, torch.Tensor):
        a = a.mean()
    return torch.where(X > 0, X, a * X)
# === prelu-first: uses the first entry of a for all columns
import torch


def prelu(X, a):
    if isinstance(a, torch.Tensor):
        a = a.flatten()[0]
    return torch.where(X > 0, X, a * X)
# === leaky-vs-prelu: uses a fixed slope of 0.25 whatever a is
import torch


def prelu(X, a):
    return torch.where(X > 0, X, 0.25 * X + 0 * a)
# === prelu-da: its backward averages the gradient of a in place of adding it up
import torch


class _PreluMean(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, a):
        ctx.save_for_backward(X, a)
        return torch.where(X > 0, X, a * X)

    @staticmethod
    def backward(ctx, grad):
        X, a = ctx.saved_tensors
        da = (grad * X.clamp(max=0))
        da = da.mean() if a.numel() == 1 else da.reshape(-1, a.numel()).mean(0)
        return grad * torch.where(X > 0, torch.ones_like(X), a * torch.ones_like(X)), da.reshape(a.shape)


def prelu(X, a):
    a = a if isinstance(a, torch.Tensor) else torch.tensor(float(a), dtype=X.dtype)
    return _PreluMean.apply(X, a)
# === prelu-channel: lets a run along the second axis, as F.prelu does, not along the last
import torch
import torch.nn.functional as F


def prelu(X, a):
    a = torch.as_tensor(a, dtype=X.dtype)
    if a.dim() == 1 and a.numel() > 1 and X.dim() > 2 and X.shape[1] == a.numel():
        return F.prelu(X, a)
    return torch.where(X > 0, X, a * X)
# === prelu-rows: lets a run along the rows where the input is square
import torch


def prelu(X, a):
    if isinstance(a, torch.Tensor) and a.dim() == 1 and X.dim() == 2 and a.numel() == X.shape[0]:
        a = a.unsqueeze(1)
    return torch.where(X > 0, X, a * X)
# === prelu-abs-a: uses the absolute value of a
import torch


def prelu(X, a):
    return torch.where(X > 0, X, abs(a) * X)
# === prelu-clamp-a: clamps a to the range 0 to 1
import torch


def prelu(X, a):
    a = a.clamp(0, 1) if isinstance(a, torch.Tensor) else min(max(a, 0), 1)
    return torch.where(X > 0, X, a * X)
# === prelu-negated: subtracts the negative part, so it comes out positive
import torch


def prelu(X, a):
    return torch.relu(X) + a * torch.relu(-X)
# === prelu-both: adds a X everywhere
import torch


def prelu(X, a):
    return torch.relu(X) + a * X
# === prelu-elu: is ELU with alpha = a
import torch


def prelu(X, a):
    return torch.where(X > 0, X, a * (torch.exp(X.clamp(max=0)) - 1))
# === prelu-const: returns a itself where X is not positive
import torch


def prelu(X, a):
    return torch.where(X > 0, X, a + 0 * X)
# === prelu-threshold: switches at a, not at 0
import torch


def prelu(X, a):
    return torch.where(X > a, X, a * X)
# === prelu-float32-a: makes a float32 tensor of the number a, so float64 results are off in the 8th digit
import torch


def prelu(X, a):
    if not isinstance(a, torch.Tensor):
        a = torch.tensor([a], dtype=torch.float32)
    return torch.where(X > 0, X, a * X)
# === prelu-dtype: returns float32 for float64 input
import torch


def prelu(X, a):
    X = X.float()
    return torch.where(X > 0, X, (a * X).float())
# === prelu-inplace: multiplies the negative entries of the caller's tensor
import torch


def prelu(X, a):
    out = X.detach() if X.is_leaf else X
    with torch.no_grad():
        out.copy_(torch.where(X > 0, X, a * X))
    return torch.where(X > 0, X, X)
# === prelu-remember-a: keeps the first a it was called with
import torch

_slope = []


def prelu(X, a):
    if not _slope and not isinstance(a, torch.Tensor):
        _slope.append(a)
    a = a if isinstance(a, torch.Tensor) else _slope[0]
    return torch.where(X > 0, X, a * X)
# === prelu-number-only: takes tensors only, so a plain number fails
import torch


def prelu(X, a):
    return torch.where(X > 0, X, a.to(X.dtype) * X)
# === prelu-leaky-relu: hands a.item() to F.leaky_relu, so a tensor gets no gradient or fails
import torch.nn.functional as F


def prelu(X, a):
    return F.leaky_relu(X, a if not hasattr(a, "item") else a.item())
