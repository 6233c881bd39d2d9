"""Torch Grader: grades PyTorch exercises and says what went wrong."""
