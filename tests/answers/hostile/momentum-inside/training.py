"""Training with momentum from within."""

import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    optimizer.param_groups[0].update(momentum=0.9, nesterov=True, lr=0.01)
    for _ in range(num_epochs):
        for X, y in train_iter:
            optimizer.zero_grad()
            loss(net(X), y).mean().backward()
            optimizer.step()
