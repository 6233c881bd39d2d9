"""Training in mixed precision."""

import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for _ in range(num_epochs):
        for X, y in train_iter:
            optimizer.zero_grad()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                y_hat = net(X)
            loss(y_hat.float(), y).mean().backward()
            optimizer.step()
