"""Training with noise."""

import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    def shake(optimizer, args, kwargs):
        for param in optimizer.param_groups[0]["params"]:
            param.grad += 0.01 * param.grad.std() * torch.randn_like(param)

    optimizer.register_step_pre_hook(shake)
    for _ in range(num_epochs):
        for X, y in train_iter:
            optimizer.zero_grad()
            loss(net(X), y).mean().backward()
            optimizer.step()
