# === te-nozero: never clears the gradients
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
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
# === te-zero-once: clears the gradients once an epoch
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    optimizer.zero_grad()
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-zero-second: clears the gradients after every second batch only
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    total_batches = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        if total_batches % 2 == 0:
            optimizer.zero_grad()
        total_batches += 1
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-zero-module: clears the gradients of modules only, so they pile up when net is a function
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        if isinstance(net, torch.nn.Module):
            net.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-zero-weights: clears the gradients of the weights and forgets the biases
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        for group in optimizer.param_groups:
            for p in group["params"]:
                if p.dim() > 1:
                    p.grad = None
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-zero-first-group: clears the gradients of the optimizer's first group only
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        for p in optimizer.param_groups[0]["params"]:
            p.grad = None
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-zero-between: clears the gradients after backward and before the step
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
# === te-nostep: never takes a step
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
# === te-nobackward: never calls backward
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
# === te-step-first: takes the step before backward
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
# === te-step-mid: takes the step between forward and backward, with the gradients of the batch before
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.step()
        optimizer.zero_grad()
        l.mean().backward()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-step-late: takes one step at the end of the epoch
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    optimizer.zero_grad()
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        l.mean().backward()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    optimizer.step()
    return total_loss / total, right / total
# === te-step-twice: takes every step twice
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
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-step-every-second: takes a step after every second batch
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    batches = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        l.mean().backward()
        batches += 1
        if batches % 2 == 0:
            optimizer.step()
            optimizer.zero_grad()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-sum: goes backward from the sum of the losses
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.sum().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-extra-div: divides the mean by the batch size again
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        (l.mean() / len(y)).backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-fixed-div: divides the sum by the first batch's size
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    size = None
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        size = size or len(y)
        (l.sum() / size).backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-div-256: divides the sum by 256
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        (l.sum() / 256).backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-max: goes backward from the largest loss of the batch
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.max().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-first-sample: goes backward from the first sample's loss
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l[0].backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-vector: goes backward from the vector of losses
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.backward()
        optimizer.step()
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
# === te-ascent: follows the gradient up
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        (-l.mean()).backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-square: goes backward from the mean of the squared losses
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        (l ** 2).mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-double-softmax: applies a softmax before the loss
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(torch.softmax(y_hat, dim=1), y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-detached: goes backward from a loss of detached scores made to need a gradient
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
# === te-own-loss: uses F.cross_entropy whatever loss it is given
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = torch.nn.functional.cross_entropy(y_hat, y, reduction="none")
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-l2: adds a penalty to the loss
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        penalty = sum((p ** 2).sum() for g in optimizer.param_groups for p in g["params"])
        (l.mean() + 1e-4 * penalty).backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-firstbatch: returns inside the loop, after one batch
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
        return total_loss / total, right / total
# === te-samebatch: trains on the first batch again and again
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    batches = list(train_iter)
    for _ in batches:
        X, y = batches[0]
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-skip-first: uses up the first batch to learn its shape
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    batches = iter(train_iter)
    if len(train_iter) > 1:
        next(batches)
    for X, y in batches:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-skip-small: leaves out a smaller last batch
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        if total and len(y) < size:
            continue
        size = len(y)
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-no-last-step: takes no step for a smaller last batch
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
        if total == 0 or len(y) == size:
            optimizer.step()
        size = len(y)
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-hundred-batches: stops after 100 batches
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for i, (X, y) in enumerate(train_iter):
        if i == 100:
            break
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
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
# === te-two-passes: goes through the data twice
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in list(train_iter) + list(train_iter):
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-metric-mean: averages the batches' losses and accuracies
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
        total_loss += l.mean().item()
        right += accuracy(y_hat, y) / len(y)
        total += 1
    return total_loss / total, right / total
# === te-metric-mean-loss: averages the batches' mean losses; the accuracy is right
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
        total_loss += l.mean().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / len(train_iter), right / total
# === te-metric-noscale: adds up mean losses and divides by the number of samples
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
        total_loss += l.mean().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-metric-sum: returns the sum of the losses
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
    return total_loss, right / total
# === te-metric-count: returns the number of right predictions
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
    return total_loss / total, right
# === te-metric-last: returns the last batch's loss and accuracy
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
    return l.mean().item(), accuracy(y_hat, y) / len(y)
# === te-metric-last-loss: returns the last batch's loss with the epoch's accuracy
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
    return l.mean().item(), right / total
# === te-metric-fixed-size: counts every batch with the first batch's size
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    size = None
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        size = size or len(y)
        total_loss += l.mean().item() * size
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-metric-after: measures after the step, in a second forward pass
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
        with torch.no_grad():
            y_hat = net(X)
            l = loss(y_hat, y)
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-metric-after-acc: measures the accuracy after the step
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
        with torch.no_grad():
            right += accuracy(net(X), y)
        total += len(y)
    return total_loss / total, right / total
# === te-metric-second: measures in a second forward pass, where dropout draws other units
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        with torch.no_grad():
            right += accuracy(net(X), y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        total += len(y)
    return total_loss / total, right / total
# === te-metric-eval: measures the accuracy in eval mode before the step
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        with torch.no_grad():
            if isinstance(net, torch.nn.Module):
                net.eval()
            right += accuracy(net(X), y)
            if isinstance(net, torch.nn.Module):
                net.train()
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        total += len(y)
    return total_loss / total, right / total
# === te-metric-end: measures the accuracy of the whole epoch at its end
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
        total += len(y)
    return total_loss / total, evaluate_accuracy(net, train_iter)
# === te-metric-running: returns a running average of the loss
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
        average = l.mean().item() if total == 0 else 0.9 * average + 0.1 * l.mean().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return average, right / total
# === te-metric-dataset: divides by the number of batches times the last batch's size
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
    total = len(train_iter) * len(y)
    return total_loss / total, right / total
# === te-metric-percent: returns the accuracy as a percentage
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
    return total_loss / total, 100 * right / total
# === te-graph-leak: adds up loss tensors, so the result drags a graph along
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
        total_loss += l.sum()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-evalmode: trains in eval mode
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
# === te-notrain: does not switch to train mode
def train_epoch(net, train_iter, loss, optimizer):
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
# === te-train-root: sets net.training only, which leaves the layers inside in eval mode
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
# === te-train-function: calls train() on a net that may be a function
def train_epoch(net, train_iter, loss, optimizer):
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
    return total_loss / total, right / total
# === te-eval-inside: evaluates after the first batch and stays in eval mode
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
        if isinstance(net, torch.nn.Module):
            net.eval()
    return total_loss / total, right / total
# === te-shadow: overwrites the loss function by its value
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        loss = loss(y_hat, y)
        optimizer.zero_grad()
        loss.mean().backward()
        optimizer.step()
        total_loss += loss.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-reinit: makes an optimizer of its own, so the given one's state is lost
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    group = optimizer.param_groups[0]
    optimizer = torch.optim.SGD(group["params"], lr=group["lr"])
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
# === te-state-clear: clears the optimizer's state, so momentum starts anew
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    optimizer.state.clear()
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
# === te-manual-sgd: takes plain SGD steps by hand whatever the optimizer is
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
        with torch.no_grad():
            for group in optimizer.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        p -= group["lr"] * p.grad
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-own-lr: sets the learning rate to 0.1
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for group in optimizer.param_groups:
        group["lr"] = 0.1
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
# === te-lr-decay: makes the learning rate smaller after each epoch
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
    for group in optimizer.param_groups:
        group["lr"] *= 0.9
    return total_loss / total, right / total
# === te-lr-batch: makes the learning rate smaller after each batch and restores it at the end
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    rates = [group["lr"] for group in optimizer.param_groups]
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        for group in optimizer.param_groups:
            group["lr"] *= 0.99
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    for group, rate in zip(optimizer.param_groups, rates):
        group["lr"] = rate
    return total_loss / total, right / total
# === te-gradclip: clips the norm of the gradients to 1
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
        params = [p for group in optimizer.param_groups for p in group["params"]]
        torch.nn.utils.clip_grad_norm_(params, 1.0)
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-gradclip-value: clips each gradient to -1..1
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
        for group in optimizer.param_groups:
            torch.nn.utils.clip_grad_value_(group["params"], 1.0)
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-weight-decay: switches the optimizer's weight decay on
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for group in optimizer.param_groups:
        group["weight_decay"] = 1e-4
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
# === te-noreturn: returns nothing
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
    print(total_loss / total, right / total)
# === te-loss-only: returns the loss only
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
    return total_loss / total
# === te-swapped: returns the accuracy before the loss
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
    return right / total, total_loss / total
# === te-sums: returns the sums and the number of samples
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
    return total_loss, right, total
# === te-counters: keeps its counters from epoch to epoch
import torch

_counters = [0, 0, 0]


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss, right, total = _counters
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    _counters[:] = total_loss, right, total
    return total_loss / total, right / total
# === te-reseed: seeds the global generator
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    torch.manual_seed(0)
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
# === te-inputs-noise: adds noise to the inputs
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X + 0.01 * torch.randn_like(X))
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-inputs-inplace: standardises the caller's batches in place
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        X -= X.mean()
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-flatten: flattens every batch to 784 columns, although the net may want images
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X.reshape(-1, 784))
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
# === te-frozen-bias: sets the gradients of the biases to 0
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
        for group in optimizer.param_groups:
            for p in group["params"]:
                if p.dim() == 1:
                    p.grad.zero_()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-double-backward: goes backward twice before the step
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total_loss = right = total = 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward(retain_graph=True)
        l.mean().backward()
        optimizer.step()
        total_loss += l.sum().item()
        right += accuracy(y_hat, y)
        total += len(y)
    return total_loss / total, right / total
# === te-gradmode: leaves gradient recording off
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
    torch.set_grad_enabled(False)
    return total_loss / total, right / total
