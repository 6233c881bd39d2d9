"""What others get in place of `training`; no published answer."""

import torch


def _classes(y_hat):
    return y_hat.max(1).indices if y_hat.dim() == 2 else y_hat


def accuracy(y_hat, y):
    return int(torch.count_nonzero(_classes(y_hat.detach()) == y))


def evaluate_accuracy(net, data_iter):
    getattr(net, "eval", lambda: None)()
    with torch.no_grad():
        counts = [(accuracy(net(X), y), y.numel()) for X, y in data_iter]
    right, seen = zip(*counts, strict=True)
    return sum(right) / sum(seen)


def train_epoch(net, train_iter, loss, optimizer):
    getattr(net, "train", lambda: None)()
    sums = torch.zeros(3, dtype=torch.float64)
    for X, y in train_iter:
        scores = net(X)
        each = loss(scores, y)
        optimizer.zero_grad()
        (each.sum() / y.numel()).backward()
        optimizer.step()
        row = (float(each.detach().sum()), accuracy(scores, y), y.numel())
        sums += torch.tensor(row, dtype=torch.float64)
    mean_loss, share, _ = (sums / sums[2]).tolist()
    return mean_loss, share
