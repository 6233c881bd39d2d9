"""Training that shuffles anew, in the middle."""

import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    data, size = train_iter.dataset, 256
    for epoch in range(num_epochs):
        batches = list(train_iter)
        if epoch in (5, 6, 7):
            order = torch.randperm(len(data)).split(size)
            batches = [data[index] for index in order]
        for X, y in batches:
            optimizer.zero_grad()
            loss(net(X), y).mean().backward()
            optimizer.step()
