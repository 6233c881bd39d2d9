"""Drivers that any assignment's checks use; they run in the worker.

Sent as text, in front of the assignment's own drivers.
"""

import torch


def twice(student, name, first, second):
    """Call a function on `first`, `second`, `first`; then look at everything.

    Returns the three answers and both arguments as they are after all calls,
    random numbers drawn after a call under two different seeds, whether a graph
    is recorded, and a number of the default dtype.
    """
    function = getattr(student, name)
    torch.manual_seed(1)
    answers = [function(*first)]
    drawn = [torch.rand(4)]
    torch.manual_seed(2)
    answers += [function(*second), function(*first)]
    drawn.append(torch.rand(4))
    recording = (torch.ones(1, requires_grad=True) * 1).requires_grad
    return answers, first, second, drawn, recording, torch.tensor(1.0)
