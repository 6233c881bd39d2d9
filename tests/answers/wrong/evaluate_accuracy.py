# === ev-eval-noparens: names net.eval without calling it
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-graph-late: switches recording off for the comparison only, not for the forward pass
import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        y_hat = net(X)
        with torch.no_grad():
            right, total = right + accuracy(y_hat, y), total + len(y)
    return right / total
# === ev-step: makes the parameters a little smaller
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    right = total = 0
    if isinstance(net, torch.nn.Module):
        net.eval()
        for p in net.parameters():
            p.mul_(0.999)
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
