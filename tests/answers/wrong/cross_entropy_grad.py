# === g-leave-inference: leaves inference mode to let autograd compute the gradient
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    with torch.inference_mode(False), torch.enable_grad():
        Z = O.clone().requires_grad_(True)
        return torch.autograd.grad(F.cross_entropy(Z, y.clone()), Z)[0].detach()
# === g-aten: calls torch's ready-made backward of log_softmax
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    L = torch.log_softmax(O, dim=1)
    upstream = -F.one_hot(y, O.shape[1]).to(O.dtype) / len(y)
    return torch.ops.aten._log_softmax_backward_data(upstream, L, 1, O.dtype)
