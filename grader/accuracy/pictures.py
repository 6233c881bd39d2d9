"""What a trained net makes of the test set: counts by class, and some images."""

from __future__ import annotations

import torch

from grader.accuracy.course import Params
from grader.accuracy.plan import Plan, logits
from grader.datasets import ImageSet
from grader.model import Picture

__all__ = ["look_at_test_set"]

WRONG, RIGHT = 24, 8
"""How many images are kept of each: what fits on a page of the report."""


def look_at_test_set(
    params: Params, plan: Plan, data: ImageSet
) -> tuple[tuple[tuple[int, ...], ...], tuple[Picture, ...]]:
    """Let our own net, with these parameters, predict each test image.

    Returns:
        How often each class (a row) is taken for each class (a column), and the
        first images of the test set that are wrong, then the first that are right.
    """
    truth = torch.tensor(data.test_labels.astype("int64"))
    predicted = logits(params, plan.inputs(torch.tensor(data.test_images))).argmax(1)
    classes = max(plan.start[-1].numel(), int(truth.max()) + 1)
    pairs = torch.bincount(truth * classes + predicted, minlength=classes**2)
    right = predicted == truth
    chosen = [
        *(~right).nonzero().flatten()[:WRONG].tolist(),
        *right.nonzero().flatten()[:RIGHT].tolist(),
    ]
    pictures = tuple(
        Picture(i, int(truth[i]), int(predicted[i]), data.test_images[i].tobytes())
        for i in chosen
    )
    return tuple(map(tuple, pairs.reshape(classes, classes).tolist())), pictures
