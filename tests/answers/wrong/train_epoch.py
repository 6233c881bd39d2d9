# === te-zero-noparens: names optimizer.zero_grad without calling it
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-step-noparens: names optimizer.step without calling it
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-ones: goes backward from the vector with ones, which is the sum
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.backward(torch.ones_like(l))
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-early-stop: stops when the loss of a batch is below 0.1
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
        if l.mean() < 0.1:
            break
    return total_loss / total, right / total
# === te-skip-outliers: takes no step when the loss of a batch is above 10
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        if l.mean() < 10:
            optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-train-noparens: names net.train without calling it
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-label-roll: pairs the images with their neighbours' labels
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        y = y.roll(1)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-zero-between: The parameters never move: no gradient is there when `step` is called. What happens to the gradients between `backward` and `step`?
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        l.mean().backward()
        optimizer.zero_grad()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-nobackward: The parameters never move: they have no gradients when `step` is called. What computes the gradients from the loss?
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-step-first: The parameters never move: when `step` is called, the gradients of the batch are not there yet. In which order do the three calls belong?
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        optimizer.step()
        l.mean().backward()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-detached: The parameters never move: they get no gradient from the loss. Is something cutting the graph between the scores and the loss?
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat.detach().requires_grad_(), y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-evalmode: A module is trained in eval mode, so dropout, for example, has no effect. Which mode does training need?
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.eval()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-train-root: The net itself is in train mode, but the layers inside it stay in eval mode. Which method reaches all of them?
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.training = True
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
