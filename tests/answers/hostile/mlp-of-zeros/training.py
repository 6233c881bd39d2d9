"""Training that uses the layers and not the net."""

from torch.nn import functional as F


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for _ in range(num_epochs):
        for X, y in train_iter:
            optimizer.zero_grad()
            O = net.second(net.first(X).relu())
            F.cross_entropy(O, y).backward()
            optimizer.step()
