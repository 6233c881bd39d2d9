"""Drivers for `data.py`; they run in the worker.

A driver builds what a function needs and calls it: tensors in, tensors out. It
holds no secret and makes no judgement. `student` has the student's functions
as attributes.
"""

import numpy as np
import torch
from PIL import Image


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
        torch.Tensor.as_subclass(answers[0], torch.Tensor).fill_(7)
        again = transform(pictures[0])
        answers = copies
    return answers, seen, again


def stacked_images(student, name, pixels):
    """Apply a transform to many images; return one tensor, or the first oddity."""
    transform = getattr(student, name)()
    answers = [transform(Image.fromarray(p.numpy(), mode="L")) for p in pixels]
    odd = [a for a in answers if not isinstance(a, torch.Tensor)]
    return (
        odd[0] if odd else torch.stack([a.as_subclass(torch.Tensor) for a in answers])
    )
