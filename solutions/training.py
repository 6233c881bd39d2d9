"""Training by minibatches, and measuring how good the network is.

Each step takes one batch: forward, loss, gradients, a small move of the parameters
against the gradients. One pass over all batches is an epoch. Accuracy on images that
were never trained on tells whether the network learned something that carries over.

`net` is a function or an `nn.Module` that turns a batch X into logits (B, C). Iterators
give batches (X, y), can be iterated again, and may end with a smaller batch.
"""

import torch
from torch import nn


def accuracy(y_hat, y):
    """Return how many predictions of the batch are right: a count, not a fraction.

    y_hat: (B, C) scores, where the largest of a row is the prediction, or (B,)
    predicted classes, int64. y: (B,) labels, int64. Result: one number, from 0 to B.

        accuracy(torch.tensor([[0.1, 0.9], [0.8, 0.2]]), torch.tensor([1, 1]))  ->  1

    Source: Dive into Deep Learning, "The Base Classification Model",
    https://d2l.ai/chapter_linear-classification/classification.html
    """
    # BEGIN SOLUTION
    if y_hat.ndim > 1:
        y_hat = y_hat.argmax(dim=1)  # (B, C) -> (B,)
    return (y_hat == y).sum().item()
    # END SOLUTION


def evaluate_accuracy(net, data_iter):
    """Return the fraction of right predictions over all batches, from 0 to 1.

    net: a function or an `nn.Module`; a module is in eval mode during the forward
    passes. data_iter: batches (X, y). Result: one number, right predictions / samples.
    A smaller last batch counts by its samples: 3 of 4, 3 of 4 and 0 of 1 right are
    together 6 / 9.

    Gradients are not recorded during the forward passes, and are recorded or not
    afterwards as they were before. No parameter changes.

    Source: Dive into Deep Learning, "The Base Classification Model",
    https://d2l.ai/chapter_linear-classification/classification.html
    """
    # BEGIN SOLUTION
    if isinstance(net, nn.Module):
        net.eval()
    num_right, num_samples = 0, 0
    with torch.no_grad():
        for X, y in data_iter:
            num_right += accuracy(net(X), y)
            num_samples += len(y)
    return num_right / num_samples
    # END SOLUTION


def train_epoch(net, train_iter, loss, optimizer):
    """Train for one epoch; return (mean loss, accuracy) over its samples.

    net: a function or an `nn.Module`; a module is in train mode.
    train_iter: batches (X, y). loss(y_hat, y): per-sample losses (B,).
    optimizer: a `torch.optim.Optimizer` over the parameters of net.

    For each batch: forward, loss, backward of the mean loss, `optimizer.step()`.
    PyTorch adds new gradients to old ones, so clear the old ones once a batch. Leave
    the learning rate and the gradients as they are.

    Result: two plain numbers, the mean loss and the fraction of right predictions. Both
    come from the forward pass that the update came from, not from a second one after
    it. A smaller last batch counts by its samples: sum over samples, divide at the end.

    Source: Dive into Deep Learning, "Linear Regression Implementation from Scratch",
    https://d2l.ai/chapter_linear-regression/linear-regression-scratch.html
    """
    # BEGIN SOLUTION
    if isinstance(net, nn.Module):
        net.train()
    total_loss, num_right, num_samples = 0.0, 0, 0
    for X, y in train_iter:
        y_hat = net(X)  # (B, C)
        losses = loss(y_hat, y)  # (B,)
        optimizer.zero_grad()
        losses.mean().backward()
        optimizer.step()
        total_loss += losses.sum().item()  # a number: the graph can be freed
        num_right += accuracy(y_hat, y)
        num_samples += len(y)
    return total_loss / num_samples, num_right / num_samples
    # END SOLUTION


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    """Train for num_epochs epochs; return what happened in each.

    The other arguments are those of `train_epoch`; test_iter: batches (X, y) that are
    never trained on.

    Result: a list with one (train_loss, train_acc, test_acc) an epoch. The first two
    are what `train_epoch` returns, the third is the accuracy on test_iter after that
    epoch. Each epoch iterates train_iter once. The parameters at the end are those
    after the last epoch, not those of the best one. The learning rate stays the same.

    Source: Dive into Deep Learning, "Softmax Regression Implementation from Scratch",
    https://d2l.ai/chapter_linear-classification/softmax-regression-scratch.html
    """
    # BEGIN SOLUTION
    history = []
    for _ in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
    # END SOLUTION


def sgd_step(params, lr):
    """Do one step of gradient descent, in place: theta <- theta - lr * theta.grad.

    params: any iterable of tensors, each with its gradient in `.grad`. Skip those whose
    gradient is None. lr: the learning rate, a number.

    The same tensors change: binding a name to a new tensor leaves them as they were.
    The step itself is not recorded for autograd. The gradients are not changed before
    they are used; clearing them afterwards is allowed. Nothing is returned.

    Source: Dive into Deep Learning, "Linear Regression Implementation from Scratch",
    https://d2l.ai/chapter_linear-regression/linear-regression-scratch.html
    """
    # BEGIN SOLUTION
    with torch.no_grad():
        for theta in params:
            if theta.grad is not None:
                theta -= lr * theta.grad  # -= changes the tensor itself
    # END SOLUTION


def predict(net, data_iter, n=6):
    """Return the predicted classes of the first n samples.

    net: a function or an `nn.Module`. data_iter: batches (X, y); n is at most the size
    of the first one. Result: (n,), int64, the class with the largest score of each
    sample.

        predict(net, test_iter, n=3)  ->  tensor([9, 2, 1])

    Source: Dive into Deep Learning, "Softmax Regression Implementation from Scratch",
    https://d2l.ai/chapter_linear-classification/softmax-regression-scratch.html
    """
    # BEGIN SOLUTION
    if isinstance(net, nn.Module):
        net.eval()
    X, _ = next(iter(data_iter))
    with torch.no_grad():
        return net(X).argmax(dim=1)[:n]  # (B, C) -> (B,) -> (n,)
    # END SOLUTION
