"""Training with hooks on the gradients."""

import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for param in optimizer.param_groups[0]["params"]:
        param.register_hook(lambda grad: 1.02 * grad)
    for _ in range(num_epochs):
        for X, y in train_iter:
            optimizer.zero_grad()
            loss(net(X), y).mean().backward()
            optimizer.step()
