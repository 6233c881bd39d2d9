"""The one place that knows about devices."""

from __future__ import annotations

from typing import Literal

from grader.errors import UsageError

__all__ = ["DEVICES", "Device", "choose_device"]

Device = Literal["cpu", "cuda"]
DEVICES = ("auto", "cpu", "cuda")


def choose_device(wanted: str) -> Device:
    """Turn `auto`, `cpu` or `cuda` into the device that the worker will use.

    The grader's own process stays on the CPU: it asks whether there is a GPU and
    never uses it. `auto` takes a GPU where torch finds one.

    Raises:
        UsageError: for another word, or for `cuda` where torch finds no GPU.
    """
    if wanted not in DEVICES:
        raise UsageError(f"`--device` is one of {', '.join(DEVICES)}, not `{wanted}`.")
    if wanted == "cpu":
        return "cpu"
    found = gpu_count() > 0
    if wanted == "cuda" and not found:
        raise UsageError(
            "`--device cuda` was asked for, but torch finds no GPU here. "
            "Use `--device cpu`, or install a CUDA build of torch and its driver."
        )
    return "cuda" if found else "cpu"


def gpu_count() -> int:
    """How many GPUs torch can use."""
    import torch

    return torch.cuda.device_count() if torch.cuda.is_available() else 0
