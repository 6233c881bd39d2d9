"""Torch Grader: grades PyTorch exercises. In a notebook: `from grader import check`."""

from grader.practice.notebook import check

__all__ = ["check"]
