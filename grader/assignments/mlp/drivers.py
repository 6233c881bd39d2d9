"""Drivers: run in the worker, build what a function needs, and call it.

A driver holds no secret and makes no judgement: tensors in, tensors out. The
checks compute what it must return. `student` has the student's functions as
attributes; an accuracy run calls `report(step, value)` on its way.
"""

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F


# --- network.py --------------------------------------------------------------


def init(student, args, kwargs_std, double, coefficients):
    """Draw parameters twice; return both, and what backward leaves in `.grad`.

    `coefficients`: an empty list, or four tensors that the parameters are
    multiplied with, so that `.grad` of each must be its coefficient.
    """
    kwargs = {} if kwargs_std is None else {"std": kwargs_std}
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64 if double else torch.float32)
    try:
        params = student.init_params(*args, **kwargs)
        again = student.init_params(*args, **kwargs)
    finally:
        torch.set_default_dtype(before)
    grads = []
    if coefficients:
        leaves = list(params)
        total = sum((p * c).sum() for p, c in zip(leaves, coefficients, strict=True))
        total.backward()
        grads = [p.grad for p in leaves]
    return params, again, grads


def weights_after_init(student, sizes):
    """Apply `init_weights` to a nested model.

    Returns the Linears' weights and biases, whether they are the same objects,
    and the other layers' parameters before and after.
    """
    inputs, hidden, outputs = sizes
    linears = [nn.Linear(inputs, hidden), nn.Linear(hidden, hidden), nn.Linear(hidden, outputs)]
    others = [nn.Conv2d(1, 3, 3), nn.BatchNorm1d(hidden), nn.Embedding(5, 4)]
    model = nn.Sequential(
        nn.Flatten(), linears[0], nn.Sequential(nn.ReLU(), linears[1], others[1]),
        nn.ModuleList([linears[2], others[0]]), others[2],
    )  # fmt: skip
    with torch.no_grad():
        for layer in others:
            for parameter in layer.parameters():
                parameter.copy_(torch.rand_like(parameter) + 1)
    mine = [id(p) for layer in linears for p in layer.parameters()]
    before = [p.detach().clone() for layer in others for p in layer.parameters()]
    model.apply(student.init_weights)
    same = mine == [id(p) for layer in linears for p in layer.parameters()]
    after = [p.detach().clone() for layer in others for p in layer.parameters()]
    recording = [float(p.requires_grad) for p in model.parameters()]
    return (
        [layer.weight for layer in linears], [layer.bias for layer in linears],
        same, before, after, recording,
    )  # fmt: skip


def _linears(model):
    return [layer for layer in model.modules() if isinstance(layer, nn.Linear)]


def sequential(student, sizes, X, weights, biases):
    """Build `mlp(*sizes)`, load weights (out, in) and biases, and call it on X.

    Returns whether it is an `nn.Sequential`, its Linears' sizes, the logits, and
    the logits of a second one, built before the weights of the first were set.
    """
    model, other = student.mlp(*sizes), student.mlp(*sizes)
    model.train()
    linears = _linears(model)
    shapes = [[layer.in_features, layer.out_features] for layer in linears]
    has_bias = [layer.bias is not None for layer in linears]
    untouched = other(X.float())
    if len(linears) != len(weights) or not all(has_bias):
        return isinstance(model, nn.Sequential), shapes, has_bias, None, False, []
    model.to(X.dtype)
    with torch.no_grad():
        for layer, weight, bias in zip(linears, weights, biases, strict=True):
            layer.weight.copy_(weight)
            layer.bias.copy_(bias)
    shared = not torch.equal(untouched, other(X.float()))
    kinds = [type(layer).__name__ for layer in model.modules()]
    return isinstance(model, nn.Sequential), shapes, has_bias, model(X), shared, kinds


def _fill(model, values):
    """Set a model's parameters to `values`, found by shape, either way round.

    Returns the parameters in the order of `values`, or None where they do not
    fit one to one.
    """
    left = list(model.parameters())
    found = []
    for value in values:
        for parameter in left:
            shape = tuple(parameter.shape)
            squeezed = tuple(length for length in shape if length != 1)
            plain = tuple(length for length in value.shape if length != 1)
            if shape == tuple(value.shape) or squeezed == plain:
                new = value.reshape(shape)
            elif value.ndim == 2 and shape == tuple(value.T.shape):
                new = value.T
            else:
                continue
            with torch.no_grad():
                parameter.copy_(new)
            found.append(parameter)
            left = [p for p in left if p is not parameter]
            break
    return found if len(found) == len(values) and not left else None


def module(student, sizes, X, values, cotangent):
    """Build `MLP(*sizes)` twice, load [W1, b1, W2, b2] into one, call it on X.

    Returns whether it is an `nn.Module`, the shapes of its parameters, logits in
    train and in eval mode, gradients of <logits, cotangent>, and whether the
    other instance changed with it.
    """
    model, other = student.MLP(*sizes), student.MLP(*sizes)
    is_module = isinstance(model, nn.Module)
    if not is_module:
        return False, [], None, None, [], False
    shapes = [list(p.shape) for p in model.parameters()]
    model.to(X.dtype)
    before = [p.detach().clone() for p in other.parameters()]
    params = _fill(model, values)
    after = list(other.parameters())
    shared = any(not torch.equal(p, q) for p, q in zip(before, after, strict=True))
    if params is None:
        return True, shapes, None, None, [], shared
    model.eval()
    calm = model(X)
    model.train()
    logits = model(X)
    grads = []
    if tuple(logits.shape) == tuple(cotangent.shape) and logits.requires_grad:
        (logits * cotangent).sum().backward()
        grads = [None if p.grad is None else p.grad.reshape(v.shape)
                 if p.shape != v.T.shape or v.shape == p.shape else p.grad.T
                 for p, v in zip(params, values, strict=True)]  # fmt: skip
    return True, shapes, logits, calm, grads, shared


# --- data.py -----------------------------------------------------------------


def images(student, name, pixels):
    """Apply a transform to images (N, 28, 28) of uint8.

    Returns the N tensors, the images afterwards, and the answer for the first
    image after an earlier answer for it has been overwritten.
    """
    transform = getattr(student, name)()
    pictures = [Image.fromarray(p.numpy(), mode="L") for p in pixels]
    answers = [transform(picture) for picture in pictures]
    seen = torch.stack([torch.from_numpy(np.array(p)) for p in pictures])
    again = answers[0]
    if isinstance(answers[0], torch.Tensor):
        copies = [answer.clone() for answer in answers]
        answers[0].fill_(7)
        again = transform(pictures[0])
        answers = copies
    return answers, seen, again


def stacked_images(student, name, pixels):
    """Apply a transform to many images; return one tensor, or the first oddity."""
    transform = getattr(student, name)()
    answers = [transform(Image.fromarray(p.numpy(), mode="L")) for p in pixels]
    odd = [a for a in answers if not isinstance(a, torch.Tensor)]
    return odd[0] if odd else torch.stack([a.as_subclass(torch.Tensor) for a in answers])


# --- training.py -------------------------------------------------------------


class Batches:
    """What the contract promises of a data iterator: again and again, len, dataset.

    Each pass hands the batches out in another order, so that a copy of the first
    pass is not as good as the second pass.
    """

    def __init__(self, X, y, sizes, turn=False):
        self._batches = list(zip(X.split(sizes), y.split(sizes), strict=True))
        self._turn = turn
        self.passes = 0
        self.taken = 0
        self.dataset = torch.utils.data.TensorDataset(X, y)

    def __len__(self):
        return len(self._batches)

    def __iter__(self):
        shift = self.passes % len(self._batches) if self._turn else 0
        self.passes += 1
        for X, y in self._batches[shift:] + self._batches[:shift]:
            self.taken += 1
            yield X.clone(), y.clone()


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
        return X + push if torch.is_grad_enabled() else X


def _recording():
    return (torch.ones(1, requires_grad=True) * 1).requires_grad


def evaluate(student, kind, X, y, sizes, W, start_in_training):
    """Call `evaluate_accuracy` on a net of the kind asked for.

    Returns the answer, parameters afterwards, and whether gradients are recorded
    afterwards, where they were before and where they were not.
    """
    weight = nn.Parameter(W.clone())
    layer = nn.Linear(*W.shape, bias=False)
    layer.weight = nn.Parameter(W.T.clone())
    if kind == "function":
        net = lambda X: X @ weight
    elif kind == "mood":
        net = nn.Sequential(nn.Sequential(layer, Mood(-1.0, 1.0)))
    elif kind == "watched":
        net = nn.Sequential(layer, Watched())
    else:
        net = nn.Sequential(layer)
    if isinstance(net, nn.Module):
        net.train(start_in_training)
    data = Batches(X, y, sizes)
    answer = student.evaluate_accuracy(net, data)
    after = _recording()
    with torch.no_grad():
        student.evaluate_accuracy(net, data)
        off = _recording()
    return answer, weight, layer.weight.T, after, off


LOSSES = {
    "cross_entropy": lambda y_hat, y: F.cross_entropy(y_hat, y, reduction="none"),
    "squared": lambda y_hat, y: ((y_hat - F.one_hot(y, y_hat.shape[1])) ** 2).sum(1),
}


def _optimizer(name, params, lr):
    if name == "adam":
        return torch.optim.Adam(params, lr=lr)
    if name == "momentum":
        return torch.optim.SGD(params, lr=lr, momentum=0.9)
    return torch.optim.SGD(params, lr=lr)


def _small_net(kind, start):
    """A net with parameters `start` = [W, b], as a function or as a module."""
    if kind == "function":
        W, b = (value.clone().requires_grad_() for value in start)
        return (lambda X: X.flatten(1) @ W + b), [W, b]
    W, b = start
    layer = nn.Linear(*W.shape).to(W.dtype)
    with torch.no_grad():
        layer.weight.copy_(W.T)
        layer.bias.copy_(b)
    net = nn.Sequential(nn.Flatten(), nn.Sequential(layer, Mood(1.0, -0.25)))
    net.eval()
    return net, [layer.weight, layer.bias]


def _numbers(values):
    """Numbers as they came, and how many of them carry a graph."""
    items = list(values)
    graphs = sum(isinstance(v, torch.Tensor) and v.requires_grad for v in items)
    return [v.detach() if isinstance(v, torch.Tensor) else v for v in items], graphs


def epoch(student, kind, loss, optimizer, lr, start, X, y, sizes):
    """Train on the first 1, 2, ... batches, each time from the same start.

    Returns for each prefix what `train_epoch` returned, how many of its numbers
    carry a graph, the parameters (W, b), the learning rate, and passes made.
    """
    results = []
    for count in range(1, len(sizes) + 1):
        n = sum(sizes[:count])
        net, params = _small_net(kind, start)
        data = Batches(X[:n], y[:n], sizes[:count])
        stepper = _optimizer(optimizer, params, lr)
        answer = student.train_epoch(net, data, LOSSES[loss], stepper)
        graphs = 0
        if isinstance(answer, (list, tuple)):
            answer, graphs = _numbers(answer)
        W = params[0] if kind == "function" else params[0].T
        rate = stepper.param_groups[0]["lr"]
        results.append([answer, graphs, W, params[1], rate, data.taken])
    return results


def training(student, kind, loss, optimizer, lr, start, X, y, sizes, X_test, y_test, epochs):
    """Call `train`; return its history, the parameters (W, b) at the end, the
    learning rate, and the passes over train_iter."""
    net, params = _small_net(kind, start)
    train_iter = Batches(X, y, sizes, turn=True)
    test_iter = Batches(X_test, y_test, [len(y_test) - 1, 1])
    stepper = _optimizer(optimizer, params, lr)
    history = student.train(net, train_iter, test_iter, LOSSES[loss], stepper, epochs)
    graphs = 0
    if isinstance(history, (list, tuple)):
        for index, row in enumerate(history):
            if isinstance(row, (list, tuple)):
                _, more = _numbers(row)
                graphs += more
    W = params[0] if kind == "function" else params[0].T
    return history, graphs, W, params[1], stepper.param_groups[0]["lr"], train_iter.passes


def step(student, values, grads, lr, as_generator):
    """Call `sgd_step`; return the caller's own tensors and their gradients."""
    params = [value.clone().requires_grad_() for value in values]
    for param, grad in zip(params, grads, strict=True):
        param.grad = None if grad is None else grad.clone()
    student.sgd_step((p for p in params) if as_generator else params, lr)
    leaves = [float(p.is_leaf and p.requires_grad) for p in params]
    return params, [p.grad for p in params], leaves, _recording()


def predictions(student, X, y, sizes, W, n):
    """Call `predict` with a function as net; n is None for the default."""
    data = Batches(X, y, sizes)
    net = lambda X: X.flatten(1) @ W
    return student.predict(net, data) if n is None else student.predict(net, data, n)


def raises_value_error(student, X, p):
    """Whether `dropout(X, p)` refuses p."""
    try:
        student.dropout(X, p)
    except (ValueError, AssertionError):
        return True
    return False


def accuracy_with_graph(student, y_hat, y):
    """Call `accuracy` on scores that carry a graph, as in the training loop."""
    return student.accuracy(y_hat.clone().requires_grad_() * 1, y)


# --- Accuracy runs -----------------------------------------------------------


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


def _train(student, net, loss, params, X, y, held, order, lr, batch_size, read):
    """Train with the student's `train`; report parameters after each epoch."""
    done = []

    def on_epoch(epoch):
        done.append(epoch)
        report(epoch, [p.detach() for p in read()])

    def on_batch(batch):
        if batch % 20 == 0:
            report(batch)

    train_iter = Epochs(X, y, order, batch_size, on_epoch, on_batch)
    in_order = torch.arange(len(held[1]))[None]
    test_iter = Epochs(*held, in_order, 256, lambda epoch: None, lambda batch: None)
    optimizer = torch.optim.SGD(params, lr=lr)
    student.train(net, train_iter, test_iter, loss, optimizer, len(order))
    on_epoch(train_iter._passes)
    return len(done)


def run_net(student, uses_mlp, images, labels, held_images, held_labels, order, start, lr, batch_size):
    """Fashion-MNIST: `net` with `cross_entropy` and its hand-written gradient."""

    class Loss(torch.autograd.Function):
        @staticmethod
        def forward(ctx, O, y):
            ctx.save_for_backward(O, y)
            return student.cross_entropy(O, y)

        @staticmethod
        def backward(ctx, V):
            O, y = ctx.saved_tensors
            # The student's gradient is that of the mean: 1 / B is in it already.
            return student.cross_entropy_grad(O, y) * V[:, None] * len(y), None

    device = student.device
    params = [p.clone().requires_grad_() for p in start]
    X, y = images[:, None].float() / 255, labels
    held = held_images[:, None].float() / 255, held_labels
    return _train(
        student, lambda X: student.net(X, params), Loss.apply, params,
        X.to(device), y, held, order, lr, batch_size, lambda: params,
    )  # fmt: skip


def run_mlp(student, uses_mlp, images, labels, held_images, held_labels, order, start, lr, batch_size):
    """MNIST: the class `MLP`, or `net` where there is none."""

    def normalized(pixels):
        return ((pixels.float() / 255 - 0.1307) / 0.3081).flatten(1)

    if uses_mlp:
        sizes = start[0].shape[0], start[1].shape[0], start[3].shape[0]
        net = student.MLP(*sizes).to(student.device)
        params = _fill(net, start)
        if params is None:
            return -1
        shapes = [tuple(value.shape) for value in start]

        def read():
            return [p.T if tuple(p.shape) != s and p.ndim == 2 and len(s) == 2
                    else p.reshape(s) for p, s in zip(params, shapes)]  # fmt: skip
    else:
        params = [p.clone().requires_grad_() for p in start]
        net = lambda X: student.net(X, params)
        read = lambda: params
    held = normalized(held_images), held_labels
    return _train(
        student, net, LOSSES["cross_entropy"], params,
        normalized(images), labels, held, order, lr, batch_size, read,
    )  # fmt: skip
