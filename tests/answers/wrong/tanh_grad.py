# === dtanh-leave-inference: leaves inference mode to let autograd compute the derivative
import torch


def tanh_grad(X):
    with torch.inference_mode(False), torch.enable_grad():
        Z = X.clone().requires_grad_(True)
        return torch.autograd.grad(torch.tanh(Z).sum(), Z)[0].detach()
# === dtanh-forward-ad: The derivative is left to forward-mode differentiation, which is automatic too. By hand: how can you write it with the value of tanh?
import torch
import torch.autograd.forward_ad as fwAD


def tanh_grad(X):
    with fwAD.dual_level():
        Z = fwAD.make_dual(X.clone(), torch.ones_like(X))
        return fwAD.unpack_dual(torch.tanh(Z)).tangent.clone()
# === dtanh-aten: This calls a ready-made derivative of torch. The exercise asks for it by hand: how can you write it with the value of tanh?
import torch


def tanh_grad(X):
    return torch.ops.aten.tanh_backward(torch.ones_like(X), torch.tanh(X))
