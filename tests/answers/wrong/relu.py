# === relu-gradmode: leaves gradient recording switched on for the caller
import torch


def relu(X):
    torch.set_grad_enabled(True)
    return torch.clamp(X, min=0)
# === relu-default-dtype: changes torch's default dtype
import torch


def relu(X):
    torch.set_default_dtype(X.dtype)
    return torch.clamp(X, min=0)
