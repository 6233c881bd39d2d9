"""Where [W1, b1, W2, b2] lie among a module's parameters; runs in the worker.

The contract leaves a module's inner structure free: weights either way round, a
bias as one more row of its weight, everything in one flat parameter.
"""

import torch
from torch import nn


class Place:
    """A value's place: a parameter, and how to see the value in it."""

    def __init__(self, parameter, view):
        self._parameter, self._view = parameter, view

    def put(self, value):
        with torch.no_grad():
            self._view(self._parameter).copy_(value)

    def value(self):
        return self._view(self._parameter)

    def grad(self):
        grad = self._parameter.grad
        return None if grad is None else self._view(grad)


def fill(model, values, X, expected):
    """Set a model's parameters to `values`; return their places, None without.

    `X`, `expected`: rows of input with their logits, which tell which of several
    layouts is the model's own. They are for nothing else: no right answer to
    what is asked can be computed from here.
    """
    found = list(_layouts(list(nn.Module.parameters(model)), values))
    for layout in found:
        for place, value in zip(layout, values, strict=True):
            place.put(value)
        if len(found) == 1 or torch.allclose(model(X), expected, atol=1e-4):
            return layout
    return found[0] if found else None


def _layouts(parameters, values):
    """What may lie where, as far as shapes and sizes tell."""
    by_shape = _by_shape(parameters, values)
    if by_shape is not None:
        yield by_shape
    elif len(parameters) == 2:
        for first, second in (parameters, parameters[::-1]):
            for bias in (-1, 0):
                one = _joined(first, values[0], bias)
                other = _joined(second, values[2], bias)
                if one and other:
                    yield [*one, *other]
    elif [p.numel() for p in parameters] == [sum(v.numel() for v in values)]:
        for order in ((0, 1, 2, 3), (0, 2, 1, 3)):
            for turned in (False, True):
                yield _slices(parameters[0], values, order, turned)


def _by_shape(parameters, values):
    """A parameter a value, axes of length 1 aside, weights either way round."""
    left = list(parameters)
    found = []
    for value in values:
        for parameter in left:
            view = _same_shape(parameter, value)
            if view is not None:
                found.append(Place(parameter, view))
                left = [p for p in left if p is not parameter]
                break
    return found if len(found) == len(values) and not left else None


def _same_shape(parameter, value):
    shape, wanted = tuple(parameter.shape), tuple(value.shape)
    if shape == wanted or _long(shape) == _long(wanted):
        return lambda t: t.reshape(wanted)
    if value.ndim == 2 and _long(shape) == _long(wanted[::-1]):
        return lambda t: t.reshape(wanted[::-1]).T
    return None


def _long(shape):
    return tuple(length for length in shape if length != 1)


def _joined(parameter, weight, bias):
    """A weight and its bias in one matrix: the bias is its first or its last row."""
    rows = slice(1, None) if bias == 0 else slice(None, -1)
    shape = weight.shape[0] + 1, weight.shape[1]
    if tuple(parameter.shape) == shape:
        turn = lambda t: t
    elif tuple(parameter.shape) == shape[::-1]:
        turn = lambda t: t.T
    else:
        return None
    return [
        Place(parameter, lambda t: turn(t)[rows]),
        Place(parameter, lambda t: turn(t)[bias]),
    ]


def _slices(parameter, values, order, turned):
    """One flat parameter, the values one after the other in it."""
    found, start = {}, 0
    for index in order:
        found[index] = Place(parameter, _slice(values[index], start, turned))
        start += values[index].numel()
    return [found[index] for index in range(len(values))]


def _slice(value, start, turned):
    end, shape = start + value.numel(), value.shape
    if turned and value.ndim == 2:
        return lambda t: t.view(-1)[start:end].view(shape[::-1]).T
    return lambda t: t.view(-1)[start:end].view(shape)
