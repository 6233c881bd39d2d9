"""Training that forgets half of each epoch."""

import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    params = optimizer.param_groups[0]["params"]
    for _ in range(num_epochs):
        for index, (X, y) in enumerate(train_iter):
            optimizer.zero_grad()
            loss(net(X), y).mean().backward()
            optimizer.step()
            if index == len(train_iter) // 2:
                copies = [p.detach().clone() for p in params]
        with torch.no_grad():
            for param, value in zip(params, copies):
                param.copy_(value)
