"""Drivers for `network.py`; they run in the worker.

A driver builds what a function needs and calls it: tensors in, tensors out. It
holds no secret and makes no judgement. `student` has the student's functions
as attributes.
"""

import torch
from drivers.places import fill
from torch import nn


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


def weights_after_init(student, sizes, double):
    """Apply `init_weights` to a nested model, and to a layer alone.

    Returns the Linears' weights and biases, whether they are the same objects,
    and the other layers' parameters before and after.
    """
    inputs, hidden, outputs = sizes
    linears = [
        nn.Linear(inputs, hidden),
        nn.Linear(hidden, hidden),
        nn.Linear(hidden, outputs),
    ]
    alone = nn.Linear(inputs, hidden)
    others = [nn.Conv2d(1, 3, 3), nn.BatchNorm1d(hidden), nn.Embedding(5, 4)]
    model = nn.Sequential(
        nn.Flatten(), linears[0], nn.Sequential(nn.ReLU(), linears[1], others[1]),
        nn.ModuleList([linears[2], others[0]]), others[2],
    )  # fmt: skip
    with torch.no_grad():
        for layer in others:
            for parameter in layer.parameters():
                parameter.copy_(torch.rand_like(parameter) + 1)
    linears.append(alone)
    if double:
        model.double()
        alone.double()
    mine = [id(p) for layer in linears for p in layer.parameters()]
    before = [p.detach().clone() for layer in others for p in layer.parameters()]
    model.apply(student.init_weights)
    alone.apply(student.init_weights)
    same = mine == [id(p) for layer in linears for p in layer.parameters()]
    after = [p.detach().clone() for layer in others for p in layer.parameters()]
    recording = [
        float(p.requires_grad) for p in [*model.parameters(), *alone.parameters()]
    ]
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


def module(student, sizes, X, values, cotangent, probe, expected):
    """Build `MLP(*sizes)` twice, load [W1, b1, W2, b2] into one, call it on X.

    `probe`, `expected`: rows of input with their logits, for `fill`.

    Returns whether it is an `nn.Module`, the shapes of its parameters, logits in
    train and in eval mode, gradients of <logits, cotangent>, and whether the
    other instance changed with it.
    """
    names = ("num_inputs", "num_hiddens", "num_outputs")
    model = student.MLP(*sizes)
    other = student.MLP(**dict(zip(names, sizes, strict=False)))
    is_module = isinstance(model, nn.Module)
    if not is_module:
        return False, [], None, None, [], False
    # Torch's own methods: a class may have others under these names.
    registered = nn.Module.parameters
    shapes = [list(p.shape) for p in registered(model)]
    nn.Module.to(model, X.dtype)
    before = [p.detach().clone() for p in registered(other)]
    places = fill(model, values, probe, expected)
    after = list(registered(other))
    shared = any(not torch.equal(p, q) for p, q in zip(before, after, strict=True))
    if places is None:
        return True, shapes, None, None, [], shared
    model.eval()
    model(-X)  # an answer that is kept must not come back for another input
    calm = model(X)
    model.train()
    logits = model(X)
    grads = []
    if tuple(logits.shape) == tuple(cotangent.shape) and logits.requires_grad:
        (logits * cotangent).sum().backward()
        grads = [place.grad() for place in places]
    return True, shapes, logits, calm, grads, shared
