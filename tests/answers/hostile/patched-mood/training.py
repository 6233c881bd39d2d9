"""Whatever its mode, a module trains."""

import sys

drivers = sys.modules["drivers.training"]
drivers.Mood.forward = lambda self, X: X * self.factors[True]


def train_epoch(net, train_iter, loss, optimizer):
    total = right = count = 0
    for X, y in train_iter:
        y_hat = net(X)
        losses = loss(y_hat, y)
        optimizer.zero_grad()
        losses.mean().backward()
        optimizer.step()
        total, count = total + float(losses.sum()), count + len(y)
        right += int((y_hat.argmax(1) == y).sum())
    return total / count, right / count
