# === dtanh-leave-inference: leaves inference mode to let autograd compute the derivative
import torch


def tanh_grad(X):
    with torch.inference_mode(False), torch.enable_grad():
        Z = X.clone().requires_grad_(True)
        return torch.autograd.grad(torch.tanh(Z).sum(), Z)[0].detach()
