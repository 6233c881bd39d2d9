"""Drivers that any assignment's checks use; they run in the worker.

Sent as text, like the assignment's own drivers.
"""

import copy
import random

import numpy as np
import torch


def seed(value):
    """Seed torch; start Python's and numpy's numbers anew, always the same way.

    A function that seeds torch, be it from those, leaves the same state twice.
    """
    torch.default_generator.manual_seed(value)
    if torch.cuda.is_initialized():
        torch.cuda.manual_seed_all(value)
    random.seed(0)
    np.random.seed(0)


def tensors(values):
    """The floating-point tensors in nested lists."""
    found = []
    for value in values:
        if isinstance(value, torch.Tensor) and value.is_floating_point():
            found.append(value)
        elif isinstance(value, (list, tuple)):
            found += tensors(value)
    return found


def changed(values, change):
    """The same nested lists with each floating-point tensor changed."""
    if isinstance(values, torch.Tensor):
        return change(values) if values.is_floating_point() else values
    if isinstance(values, (list, tuple)):
        return [changed(value, change) for value in values]
    return values


def twice(student, name, first, second):
    """Call a function on `first` and `second`, twice; then look at everything.

    Returns these answers and one for arguments filled anew, both arguments as they
    are after all calls, and the settings as `around` has them.
    """
    function = getattr(student, name)
    answers = []

    def call_on_both():
        answers.extend([function(*first), function(*second)])

    settings = look(call_on_both, call_on_both)
    flags = [not t.requires_grad for t in tensors([first, second])]
    # Arguments that require a gradient may be refused, but not altered.
    leaves = changed(first, lambda t: t.clone().requires_grad_())
    try:
        function(*leaves)
    except Exception:  # to refuse them is allowed, in whatever way
        leaves = []
    flags += [t.requires_grad for t in tensors(leaves)]
    answers.append(refilled(function, first, second))
    # Last, as it tells whether a call leaves another default dtype.
    function(*changed(first, torch.Tensor.double))
    return answers, first, second, all(flags), *settings, torch.tensor(1.0)


def refilled(function, first, second):
    """Call a function on `first`, then on the same objects with `second` in them."""
    args = copy.deepcopy(first)
    function(*args)
    if not fill(args, second):
        return function(*second)
    return function(*args)


def fill(values, others):
    """Copy tensors into tensors of the same shapes; whether they all are."""
    if isinstance(values, torch.Tensor):
        same = isinstance(others, torch.Tensor) and values.shape == others.shape
        if same:
            values.copy_(others)
        return same
    if isinstance(values, (list, tuple)):
        pairs = zip(values, others, strict=False)
        return len(values) == len(others) and all(fill(a, b) for a, b in pairs)
    return values == others


def around(student, module, name, trains, *args):
    """Run another driver twice; return the settings that it leaves.

    What trains needs gradients to be recorded.
    """
    driver = getattr(__import__(f"drivers.{module}"), name)

    def call():
        driver(student, *args)

    return *look(call, call, recording=trains), torch.tensor(1.0)


def look(first, second, recording=False):
    """Run both under different seeds, the second with gradients recorded or not.

    Returns random numbers drawn after each, and whether recording stays as it was.
    """
    seed(1)
    first()
    drawn = torch.rand(4)
    on = (torch.ones(1, requires_grad=True) * 1).requires_grad
    seed(2)
    with torch.set_grad_enabled(recording):
        second()
        kept = torch.is_grad_enabled() == recording
    return drawn, torch.rand(4), on and kept
