"""Drivers of the accuracy runs; they run in the worker.

`student.report(step, value)` tells how far a run is.

`expected` are the logits of the first four images at the start values, by which
the layout of a module's parameters is known.

A driver builds what a function needs and calls it: tensors in, tensors out. It
holds no secret and makes no judgement. `student` has the student's functions
as attributes.
"""

import torch
from drivers.places import fill
from torch import nn


class Epochs:
    """The training set in ready batches, in an order fixed for every epoch."""

    def __init__(self, X, y, order, batch_size, on_epoch, on_batch):
        self._X, self._y = X, y
        self._order, self._size = order.long(), batch_size
        self._on_epoch, self._on_batch = on_epoch, on_batch
        self._passes = self._batches = 0
        self.dataset = torch.utils.data.TensorDataset(X, y)

    def __len__(self):
        return -(-len(self._y) // self._size)

    def __iter__(self):
        order = self._order[self._passes % len(self._order)]
        if self._passes:
            self._on_epoch(self._passes)
        self._passes += 1
        for index in order.split(self._size):
            self._batches += 1
            self._on_batch(self._batches)
            yield self._X[index], self._y[index]


def _train(student, train, net, loss, optimizer, X, y, held, order, batch_size, read):
    """Train by a `train`, the student's or ours; report parameters after each epoch."""
    done = []

    def on_epoch(epoch):
        done.append(epoch)
        student.report(epoch, [p.detach() for p in read()])

    def on_batch(batch):
        if batch % 20 == 0:
            student.report(batch)

    train_iter = Epochs(X, y, order, batch_size, on_epoch, on_batch)
    in_order = torch.arange(len(held[1]))[None]
    test_iter = Epochs(*held, in_order, 256, lambda epoch: None, lambda batch: None)
    train(net, train_iter, test_iter, loss, optimizer, len(order))
    on_epoch(train_iter._passes)
    return len(done)


def _loop(net, train_iter, test_iter, loss, optimizer, epochs):
    """Training as plain as it can be: the pieces are judged without `train`."""
    for _ in range(epochs):
        for X, y in train_iter:
            optimizer.zero_grad()
            loss(net(X), y).mean().backward()
            optimizer.step()


def run_net(
    student,
    uses_mlp,
    images,
    labels,
    held_images,
    held_labels,
    order,
    start,
    lr,
    batch_size,
    expected,
    own_loop=False,
):
    """Fashion-MNIST: `net` with `cross_entropy` and its hand-written gradient."""

    class Loss(torch.autograd.Function):
        @staticmethod
        def forward(ctx, O, y):
            ctx.save_for_backward(O, y)
            return student.cross_entropy(O.detach(), y)

        @staticmethod
        def backward(ctx, V):
            O, y = ctx.saved_tensors[0].detach(), ctx.saved_tensors[1]
            # The student's gradient is that of the mean: 1 / B is in it already.
            return student.cross_entropy_grad(O, y) * V[:, None] * len(y), None

    params = [p.clone().requires_grad_() for p in start]
    X, y = images[:, None].float() / 255, labels
    held = held_images[:, None].float() / 255, held_labels
    return _train(
        student, _loop if own_loop else student.train,
        lambda X: student.net(X, params), Loss.apply,
        torch.optim.SGD(params, lr=lr),
        X, y, held, order, batch_size, lambda: params,
    )  # fmt: skip


def run_mlp(
    student,
    uses_mlp,
    images,
    labels,
    held_images,
    held_labels,
    order,
    start,
    lr,
    batch_size,
    expected,
    own_loop=False,
):
    """MNIST: the class `MLP`, or `net` where there is none."""

    def normalized(pixels):
        return ((pixels.float() / 255 - 0.1307) / 0.3081).flatten(1)

    if uses_mlp:
        sizes = start[0].shape[0], start[1].shape[0], start[3].shape[0]
        net = student.MLP(*sizes).to(student.device)
        places = fill(net, start, normalized(images[:4]), expected)
        if places is None:
            return -1
        params = list(net.parameters())
        read = lambda: [place.value() for place in places]
    else:
        params = [p.clone().requires_grad_() for p in start]
        net = lambda X: student.net(X, params)
        read = lambda: params
    held = normalized(held_images), held_labels
    return _train(
        student, _loop if own_loop else student.train,
        net, nn.CrossEntropyLoss(reduction="none"),
        torch.optim.SGD(params, lr=lr),
        normalized(images), labels, held, order, batch_size, read,
    )  # fmt: skip


def run_given(
    student,
    uses_mlp,
    images,
    labels,
    held_images,
    held_labels,
    order,
    start,
    lr,
    batch_size,
    expected,
    slope,
    weight,
    momentum,
):
    """Train with a net, a loss and an optimizer of ours, unlike those of the runs.

    A `train` that does not use what it is given ends elsewhere.
    """
    W1, b1, W2, b2 = params = [p.clone().requires_grad_() for p in start]

    def net(X):
        Z = X.flatten(1) @ W1 + b1
        return torch.where(Z > 0, Z, slope * Z) @ W2 + b2

    def loss(y_hat, y):
        return weight * nn.functional.cross_entropy(y_hat, y, reduction="none")

    held = held_images[:, None].float() / 255, held_labels
    return _train(
        student, student.train,
        net, loss, torch.optim.SGD(params, lr=lr, momentum=momentum),
        images[:, None].float() / 255, labels, held, order, batch_size, lambda: params,
    )  # fmt: skip
