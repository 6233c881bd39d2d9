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
# === ev-train: The module is put into train mode for the evaluation, so dropout is active. Which of the two modes belongs here?
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.train()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-eval-root: The outer module is in eval mode, but the layers inside it stay in train mode. Which method of a module switches all of them?
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.training = False
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-eval-sequential: An `nn.Sequential` goes into eval mode, other modules do not. Which class do all modules have in common?
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Sequential):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
