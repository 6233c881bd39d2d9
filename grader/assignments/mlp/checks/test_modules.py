"""Checks of `network.py`: modules, and linear layers that collapse into one."""

from __future__ import annotations

from itertools import pairwise

import torch
from hypothesis import given

from grader.assignments.mlp.checks.test_network import (
    SIZES,
    Params,
    assert_normal,
    draw_inputs,
    draw_params,
    logits,
    magnitude,
)
from grader.testing.closeness import (
    assert_close,
    assert_items,
    assert_tensor,
    fail,
)
from grader.testing.conduct import assert_keeps_to_itself, assert_leaves_settings
from grader.testing.plugin import exercise
from grader.testing.strategies import dtypes, seeds
from grader.testing.student import Student

# --- init_weights ------------------------------------------------------------

LINEARS = 4
"""In the model that `network.weights_after_init` builds."""


@exercise("init_weights", points=1.5)
def test_init_weights_draws_the_weights_of_every_linear(student: Student) -> None:
    """Every nn.Linear gets weights from normal(0, 0.01), in place."""
    weights, _, same, _, _, recording = student.drive(
        "network.weights_after_init", [70, 300, 50], False
    )
    assert_items(weights, LINEARS)
    for index, weight in enumerate(weights):
        assert_normal(weight, 0.01, f"the weight of Linear {index + 1}")
    if same is not True:
        fail("replaced")
    if min(recording) < 1:
        fail("no_grad_collected", what="a parameter")


@exercise("init_weights", points=1)
def test_init_weights_zeroes_the_biases(student: Student) -> None:
    """Every nn.Linear gets a bias of 0."""
    for double in (False, True):
        answer = student.drive("network.weights_after_init", [30, 20, 10], double)
        dtype = torch.float64 if double else torch.float32
        pairs = zip(*(assert_items(part, LINEARS) for part in answer[:2]), strict=True)
        for index, (weight, bias) in enumerate(pairs):
            zeros = torch.zeros(weight.shape[0], dtype=dtype)
            assert_close(bias, zeros, what=f"the bias of Linear {index + 1}")
            assert_tensor(weight, tuple(weight.shape), dtype, "the weight")


@exercise("init_weights", points=0.5)
def test_init_weights_touches_nothing_else(student: Student) -> None:
    """Other layers stay as they are."""
    apply = ("network.weights_after_init", [6, 5, 4], False)
    one, other = student.drive(*apply), student.drive(*apply)
    _, _, _, before, after, _ = one
    if not before:
        fail("touched")
    for was, now in zip(before, assert_items(after, len(before)), strict=True):
        assert_close(now, was, kind="touched")
    if torch.equal(one[0][0], other[0][0]):
        fail("same_twice", what="the weight")
    assert_leaves_settings(student, *apply)


# --- mlp ---------------------------------------------------------------------


def chain(X: torch.Tensor, weights: Params, biases: Params) -> torch.Tensor:
    """Linear layers, (out, in), with ReLU between."""
    H = X.reshape(len(X), -1)
    for index, (W, b) in enumerate(zip(weights, biases, strict=True)):
        H = H @ W.T + b
        if index < len(weights) - 1:
            H = H.clamp(min=0)
    return H


def draw_layers(sizes: list[int], seed: int) -> tuple[Params, Params]:
    """Weights (out, in) and biases of a chain of linear layers."""
    weights, biases = [], []
    for index, (inputs, outputs) in enumerate(pairwise(sizes)):
        W, b, _, _ = draw_params((inputs, outputs, 1), seed + index, torch.float64)
        weights.append(W.T.contiguous())
        biases.append(b)
    return weights, biases


@exercise("mlp", points=2)
def test_mlp_has_a_linear_layer_between_all_sizes(student: Student) -> None:
    """It is an nn.Sequential with one nn.Linear, with bias, from size to size."""
    for sizes in (
        [784, 256, 10],
        [784, 256, 128, 10],
        [5, 3],
        [6, 4, 4, 4, 2],
        [3, 5, 4],
    ):
        student.note(sizes=tuple(sizes))
        weights, biases = draw_layers(sizes, 1)
        X = draw_inputs((2, sizes[0]), 1, torch.float64)
        answer = student.drive("network.sequential", sizes, X, weights, biases)
        is_sequential, shapes, has_bias, _, shared, _ = answer
        if is_sequential is not True:
            fail("not_sequential")
        wanted = [list(pair) for pair in pairwise(sizes)]
        if shapes != wanted:
            fail("layers", str(shapes), str(wanted))
        if not all(has_bias):
            fail("no_bias")
        if shared:
            fail("shared")


@exercise("mlp", points=2)
def test_mlp_puts_relu_between_and_not_at_the_end(student: Student) -> None:
    """With given weights it computes flatten, linear, ReLU, ..., linear."""
    cases = [
        ([784, 256, 10], (2, 1, 28, 28)), ([784, 256, 128, 10], (3, 28, 28)),
        ([12, 5, 4, 3], (2, 3, 4)), ([5, 3], (4, 5)), ([6, 4, 4, 4, 2], (1, 6)),
        ([4, 4, 4], (4, 2, 2)),
    ]  # fmt: skip
    for sizes, shape in cases:
        student.note(sizes=tuple(sizes))
        weights, biases = draw_layers(sizes, 2)
        X = draw_inputs(shape, 2, torch.float64)
        answer = student.drive("network.sequential", sizes, X, weights, biases)
        if answer[3] is None:
            fail("layers", str(answer[1]), "one Linear with bias from size to size")
        scale = float(
            chain(X.abs(), [w.abs() for w in weights], [b.abs() for b in biases]).max()
        )
        assert_close(answer[3], chain(X, weights, biases), scale=scale)
        missing = {"Flatten", "Linear"} - set(answer[5])
        if missing or (len(sizes) > 2 and "ReLU" not in answer[5]):
            fail("layers", ", ".join(answer[5]), "Flatten, Linear and ReLU layers")
    weights, biases = draw_layers([4, 3, 2], 3)
    X = draw_inputs((2, 4), 3, torch.float64)
    assert_leaves_settings(student, "network.sequential", [4, 3, 2], X, weights, biases)


# --- MLP ---------------------------------------------------------------------


@exercise("MLP", points=1.5)
def test_mlp_class_registers_its_parameters(student: Student) -> None:
    """It is an nn.Module with the weights and biases of two layers, and no more."""
    for args, sizes in (
        ([], (784, 128, 10)),
        ([7, 5, 3], (7, 5, 3)),
        ([11], (11, 128, 10)),
    ):
        student.note(num_inputs=sizes[0], num_hiddens=sizes[1], num_outputs=sizes[2])
        values = draw_params(sizes, 4, torch.float32)
        X = draw_inputs((2, sizes[0]), 4, torch.float32)
        V = torch.ones(2, sizes[2])
        is_module, shapes, got, _, _, shared = student.drive(
            "network.module", args, X, values, V, *probe(values)
        )
        if is_module is not True:
            fail("not_module")
        if got is None:
            wanted = [list(v.shape) for v in values]
            fail("parameters", str(shapes), f"{wanted}, weights either way round")
        if shared:
            fail("shared")


@exercise("MLP", points=2.5)
def test_mlp_class_computes_linear_relu_linear(student: Student) -> None:
    """With given weights it computes linear, ReLU, linear, and is differentiable."""
    for sizes in ((7, 5, 3), (784, 128, 10), (3, 11, 2)):
        for B, dtype in ((4, torch.float64), (1, torch.float64), (3, torch.float32)):
            X = draw_inputs((B, sizes[0]), 6, dtype)
            assert_module(student, sizes, X, draw_params(sizes, 6, dtype))
    # Equal sizes: symmetric and the same twice, so that it does not matter which
    # parameter is found to be which, or which way round.
    W, b, _, _ = draw_params((4, 4, 4), 6, torch.float64)
    X = draw_inputs((4, 4), 6, torch.float64)
    assert_module(student, (4, 4, 4), X, [W + W.T, b, W + W.T, b], grads=False)
    X, V = torch.ones(2, 7), torch.ones(2, 3)
    values = draw_params((7, 5, 3), 1, torch.float32)
    arguments = ([7, 5, 3], X, values, V, *probe(values))
    assert_leaves_settings(student, "network.module", *arguments, trains=True)


def probe(values: Params) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows with their logits: which parameter of a module is which?"""
    X = draw_inputs((4, len(values[0])), 9, values[0].dtype)
    return X, logits(X, values)


def assert_module(
    student: Student,
    sizes: tuple[int, int, int],
    X: torch.Tensor,
    values: Params,
    *,
    grads: bool = True,
) -> None:
    """Compare logits in both modes, and gradients."""
    student.note(num_inputs=sizes[0], num_hiddens=sizes[1], num_outputs=sizes[2])
    leaves = [v.clone().requires_grad_() for v in values]
    expected = logits(X, leaves)
    V = torch.arange(1, expected.numel() + 1, dtype=X.dtype).reshape(expected.shape)
    V = V % 5 - 2
    wanted = torch.autograd.grad(expected, leaves, V)
    answer = student.drive("network.module", list(sizes), X, values, V, *probe(values))
    _, shapes, got, calm, found, _ = answer
    if got is None:
        fail("parameters", str(shapes), str([list(v.shape) for v in values]))
    scale = magnitude(X, values)
    for mode, value in (("train", got), ("eval", calm)):
        assert_close(value, expected.detach(), scale=scale, what=f"in {mode} mode")
    if len(found) != 4 or any(grad is None for grad in found):
        fail("no_graph")
    if grads:
        for name, grad, want in zip(NAMES, found, wanted, strict=True):
            what = f"the gradient of {name}"
            assert_close(grad, want, what=what, kind="gradient", scale=4 * scale)


NAMES = ("W1", "b1", "W2", "b2")


# --- collapse ----------------------------------------------------------------


def collapsed(params: Params) -> Params:
    """W1 W2 and b1 W2 + b2."""
    W1, b1, W2, b2 = params
    return [W1 @ W2, b1 @ W2 + b2]


@exercise("collapse", points=2.5)
@given(sizes=SIZES, seed=seeds(), dtype=dtypes())
def test_collapse_is_one_linear_layer(
    student: Student, sizes: tuple[int, int, int], seed: int, dtype: torch.dtype
) -> None:
    """X @ W + b equals the two linear layers without ReLU."""
    assert_collapsed(student, draw_params(sizes, seed, dtype))


def assert_collapsed(student: Student, params: Params) -> None:
    """Compare W and b with the product of the layers."""
    items = assert_items(student.collapse(params), 2)
    scale = magnitude(torch.ones(1, params[0].shape[0], dtype=params[0].dtype), params)
    for name, got, want in zip(["W", "b"], items, collapsed(params), strict=True):
        assert_close(got, want, what=name, scale=scale)


@exercise("collapse", points=1)
def test_collapse_works_for_any_sizes(student: Student) -> None:
    """It is right for square layers and for the course's sizes."""
    for sizes in [(4, 4, 4), (784, 256, 10), (3, 3, 2), (2, 5, 5), (1, 1, 1)]:
        for dtype in (torch.float64, torch.float32):
            assert_collapsed(student, draw_params(sizes, 8, dtype))


@exercise("collapse", points=0.5)
def test_collapse_keeps_to_itself(student: Student) -> None:
    """It changes neither its input nor anything else."""
    first, second = ([draw_params((4, 3, 2), seed, torch.float32)] for seed in (1, 2))

    def verify(answer: object, args: object) -> None:
        assert isinstance(args, list)
        for got, want in zip(assert_items(answer, 2), collapsed(args[0]), strict=True):
            assert_close(got, want, kind="again", scale=100)

    assert_keeps_to_itself(student, "collapse", first, second, verify)
