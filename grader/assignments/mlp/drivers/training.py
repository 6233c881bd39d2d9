"""Drivers for `training.py`; they run in the worker.

A driver builds what a function needs and calls it: tensors in, tensors out. It
holds no secret and makes no judgement. `student` has the student's functions
as attributes.
"""

import itertools

import torch
from torch import nn
from torch.nn import functional as F


class Batches:
    """What the contract promises of a data iterator: again and again, len, dataset.

    With `turn` each pass begins with another batch, so that a copy of the first pass
    is not as good as the second; with `back` every second one begins at the end.
    """

    def __init__(self, X, y, sizes, turn=False, back=False):
        self._batches = list(zip(X.split(sizes), y.split(sizes), strict=True))
        self._turns = self._orders(turn, back)
        self.dataset = torch.utils.data.TensorDataset(X, y)

    def __len__(self):
        return len(self._batches)

    def __iter__(self):
        for X, y in next(self._turns)[1]:
            yield X.clone(), y.clone()

    def _orders(self, turn, back):
        """Each pass's number and batches; what has been passed cannot be again."""
        for passes in itertools.count():
            shift = passes % len(self._batches) if turn else 0
            turned = self._batches[shift:] + self._batches[:shift]
            yield passes, turned[::-1] if back and passes % 2 else turned

    def passes(self):
        """How many passes there were. It is asked for once, at the end."""
        return next(self._turns)[0]


class Mood(nn.Module):
    """Multiplies by one number in train mode, by another in eval mode."""

    def __init__(self, train, eval_):
        super().__init__()
        self.factors = eval_, train

    def forward(self, X):
        return X * self.factors[self.training]


class Watched(nn.Module):
    """Adds to the first class's score while gradients are being recorded."""

    def forward(self, X):
        push = torch.zeros_like(X)
        push[:, 0] = 1000.0
        return X + push if _recording() else X


class Restless(nn.Module):
    """Multiplies by another number in every forward pass."""

    def __init__(self, factors):
        super().__init__()
        self._factors = itertools.cycle(factors)  # which nobody can turn back

    def forward(self, X):
        return X * next(self._factors)


class Net(nn.Module):
    """Layers, but not an `nn.Sequential`."""

    def __init__(self, *layers):
        super().__init__()
        self.body = nn.Sequential(*layers)

    def forward(self, X):
        return self.body(X)


class OwnMood(Net):
    """In train mode it moves each score to the next class, whatever its layers do."""

    def forward(self, X):
        scores = super().forward(X)
        return scores.roll(1, 1) if self.training else scores


def _recording():
    return (torch.ones(1, requires_grad=True) * 1).requires_grad


def evaluate(student, kind, X, y, sizes, W, start_in_training):
    """Call `evaluate_accuracy` on a net of the kind asked for.

    Returns the answer, parameters afterwards, whether those still collect
    gradients, and the answer for the same net with all signs turned.
    """
    weight = nn.Parameter(W.clone())
    layer = nn.Linear(*W.shape, bias=False, dtype=W.dtype)
    layer.weight = nn.Parameter(W.T.clone())
    if kind == "function":
        net = lambda X: X @ weight
    elif kind == "mood":
        net = Net(nn.Sequential(layer, Mood(-1.0, 1.0)))
    elif kind == "own mood":
        net = OwnMood(layer)
    elif kind == "watched":
        net = Net(layer, Watched())
    else:
        net = Net(layer)
    if isinstance(net, nn.Module):
        net.train(start_in_training)
    data_iter = Batches(X, y, sizes, back=True)
    answer = student.evaluate_accuracy(net, data_iter)
    collects = weight.requires_grad and layer.weight.requires_grad
    after = weight.detach().clone(), layer.weight.detach().T.clone()
    with torch.no_grad():
        weight.neg_()
        layer.weight.neg_()
    return answer, *after, collects, student.evaluate_accuracy(net, data_iter)


LOSSES = {
    "cross_entropy": lambda y_hat, y: F.cross_entropy(y_hat, y, reduction="none"),
    "squared": lambda y_hat, y: ((y_hat - F.one_hot(y, y_hat.shape[1])) ** 2).sum(1),
}


def _optimizer(name, params, lr):
    if name == "adam":
        return torch.optim.Adam(params, lr=lr)
    if name == "momentum":
        return torch.optim.SGD(params, lr=lr, momentum=0.9)
    if name == "groups":
        return torch.optim.SGD([{"params": [p]} for p in params], lr=lr)
    return torch.optim.SGD(params, lr=lr)


FACTORS = [1.0, -0.5, 0.25]


def _small_net(kind, start):
    """A net with parameters `start`, and a function that reads them.

    `start` is [W, b], or [W1, b1, W2, b2] for a net with a hidden layer; the net
    is a function, or a module in eval mode.
    """
    if kind == "function":
        params = [value.clone().requires_grad_() for value in start]

        def net(X):
            H = X.flatten(1) @ params[0] + params[1]
            return H if len(params) == 2 else H.relu() @ params[2] + params[3]

        return net, params, lambda: params
    layers = [nn.Flatten()]
    for W, b in zip(start[::2], start[1::2], strict=True):
        layer = nn.Linear(*W.shape).to(W.dtype)
        with torch.no_grad():
            layer.weight.copy_(W.T)
            layer.bias.copy_(b)
        layers += [layer, nn.ReLU()]
    layers[-1] = Restless(FACTORS) if kind == "restless module" else Mood(1.0, -0.25)
    net = Net(*layers)
    net.eval()
    params = list(net.parameters())
    return net, params, lambda: [p.T if p.ndim == 2 else p for p in params]


def _numbers(values):
    """Numbers as they came, and how many of them carry a graph."""
    items = list(values)
    # A subclass may deny it.
    tensors = [v for v in items if isinstance(v, torch.Tensor)]
    plain = [torch.Tensor.as_subclass(v, torch.Tensor) for v in tensors]
    graphs = sum(v.requires_grad for v in plain)
    return [v.detach() if isinstance(v, torch.Tensor) else v for v in items], graphs


def epoch(student, kind, loss, optimizer, lr, start, X, y, sizes, prefixes, repeats):
    """Train on the first 1, 2, ... batches, each time from the same start.

    Returns for each prefix what `train_epoch` returned, how many of its numbers
    carry a graph, the parameters and the learning rate.
    """
    results = []
    for count in prefixes:
        n = sum(sizes[:count])
        net, params, read = _small_net(kind, start)
        data = Batches(X[:n], y[:n], sizes[:count])
        stepper = _optimizer(optimizer, params, lr)
        for _ in range(repeats):
            answer = student.train_epoch(net, data, LOSSES[loss], stepper)
        graphs = 0
        if isinstance(answer, (list, tuple)):
            answer, graphs = _numbers(answer)
        results.append([answer, graphs, read(), stepper.param_groups[0]["lr"]])
    return results


def training(
    student, kind, loss, optimizer, lr, start, X, y, sizes, X_test, y_test, epochs
):
    """Call `train`; return its history, how many of its numbers carry a graph, the
    parameters at the end, the learning rate, the passes over train_iter, and the
    history as it is after another call."""

    def run(epochs):
        net, params, read = _small_net(kind, start)
        train_iter = Batches(X, y, sizes, turn=True)
        test_iter = Batches(X_test, y_test, [len(y_test) - 1, 1], back=True)
        stepper = _optimizer(optimizer, params, lr)
        args = net, train_iter, test_iter, LOSSES[loss], stepper, epochs
        return student.train(*args), read(), stepper, train_iter

    history, params, stepper, train_iter = run(epochs)
    graphs, first = 0, history
    if isinstance(history, (list, tuple)):
        first = list(history)
        for row in history:
            if isinstance(row, (list, tuple)):
                graphs += _numbers(row)[1]
    passes = train_iter.passes()
    run(1)
    rate = stepper.param_groups[0]["lr"]
    return first, graphs, params, rate, passes, history


def step(student, values, grads, lr, as_generator):
    """Call `sgd_step`; return the caller's own tensors and their gradients."""
    params = [value.clone().requires_grad_() for value in values]
    for param, grad in zip(params, grads, strict=True):
        param.grad = None if grad is None else grad.clone()
    student.sgd_step((p for p in params) if as_generator else params, lr)
    leaves = [float(p.is_leaf and p.requires_grad) for p in params]
    return params, [p.grad for p in params], leaves, _recording()


def predictions(student, kind, X, y, sizes, W, n, by_name):
    """Call `predict` on a function or a module; n is None for the default.

    Returns the answer, that for the same net with all signs turned, the net's
    weights before that, and whether they still collected gradients.
    """
    data = Batches(X, y, sizes)
    layer = nn.Linear(*W.shape, bias=False)
    layer.weight = nn.Parameter(W.T.clone())
    weight = W.clone()
    net = Net(layer) if kind == "module" else lambda X: X.flatten(1) @ weight
    if n is None:
        call = lambda: student.predict(net, data)
    elif by_name:
        call = lambda: student.predict(net, data, n=n)
    else:
        call = lambda: student.predict(net, data, n)
    answer = call()
    after, collects = layer.weight.detach().T.clone(), layer.weight.requires_grad
    with torch.no_grad():
        weight.neg_()
        layer.weight.neg_()
    return answer, call(), after, collects


def accuracy_with_graph(student, y_hat, y):
    """Call `accuracy` on scores that carry a graph, as in the training loop."""
    return student.accuracy(y_hat.clone().requires_grad_() * 1, y)
