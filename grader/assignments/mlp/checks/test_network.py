"""Checks of `network.py`: parameters and the net from scratch."""

from __future__ import annotations

import math

import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.testing.closeness import (
    assert_close,
    assert_items,
    assert_tensor,
    fail,
)
from grader.testing.conduct import assert_keeps_to_itself
from grader.testing.plugin import exercise
from grader.testing.strategies import dtypes, seeds
from grader.testing.student import Student

Params = list[torch.Tensor]


def draw_params(sizes: tuple[int, int, int], seed: int, dtype: torch.dtype) -> Params:
    """[W1, b1, W2, b2] with small values that can be read, biases not 0."""
    generator = torch.Generator().manual_seed(seed)
    inputs, hidden, outputs = sizes

    def draw(*shape: int) -> torch.Tensor:
        return torch.randint(-16, 17, shape, generator=generator).to(dtype) / 8

    return [draw(inputs, hidden), draw(hidden), draw(hidden, outputs), draw(outputs)]


def draw_inputs(shape: tuple[int, ...], seed: int, dtype: torch.dtype) -> torch.Tensor:
    """Inputs of both signs, off the kinks of most hidden units."""
    generator = torch.Generator().manual_seed(seed + 1)
    return torch.randint(-16, 17, shape, generator=generator).to(dtype) / 8 + 1 / 64


def logits(X: torch.Tensor, params: Params) -> torch.Tensor:
    """relu(flat(X) W1 + b1) W2 + b2."""
    W1, b1, W2, b2 = params
    return (X.reshape(len(X), -1) @ W1 + b1).clamp(min=0) @ W2 + b2


def magnitude(X: torch.Tensor, params: Params) -> float:
    """The largest sum of absolute values on the way to the logits."""
    return float(logits(X.abs(), [p.abs() for p in params]).max())


SIZES = st.tuples(st.integers(1, 5), st.integers(1, 4), st.integers(1, 4))


# --- init_params -------------------------------------------------------------


def assert_normal(W: torch.Tensor, std: float, what: str) -> None:
    """Fail unless W looks like a sample of normal(0, std).

    Each bound is 6 standard errors wide: a right answer misses one of them less
    than once in a hundred million times.
    """
    values = W.double().flatten()
    n = len(values)
    mean, deviation = float(values.mean()), float(values.std())
    if not abs(mean) <= 6 * std / math.sqrt(n):
        fail("mean", f"mean {mean:.3g}", "mean 0", what=what)
    if not abs(deviation / std - 1) <= 6 / math.sqrt(2 * n):
        fail("std", f"std {deviation:.4g}", f"std {std:g}", what=what)
    kurtosis = float((((values - mean) / deviation) ** 4).mean()) - 3
    if not abs(kurtosis) <= 8 * math.sqrt(24 / n):
        fail("not_normal", f"excess kurtosis {kurtosis:.2f}", "0", what=what)
    if len(values.unique()) < 0.9 * n:
        fail("repeats", f"{len(values.unique())} different values", f"{n}", what=what)


def assert_params(
    answer: object, sizes: tuple[int, int, int], dtype: torch.dtype = torch.float32
) -> Params:
    """Return the four tensors if they have their shapes and dtype."""
    inputs, hidden, outputs = sizes
    shapes = [(inputs, hidden), (hidden,), (hidden, outputs), (outputs,)]
    names = ["W1", "b1", "W2", "b2"]
    items = assert_items(answer, 4)
    return [
        assert_tensor(item, shape, dtype, name)
        for item, shape, name in zip(items, shapes, names, strict=True)
    ]


def drawn(
    student: Student,
    sizes: tuple[int, int, int],
    *args: float,
    std: float | None = None,
) -> Params:
    """Call `init_params`; return the four tensors, of the sizes given."""
    named = dict(zip(("num_inputs", "num_hiddens", "num_outputs"), args, strict=False))
    student.note(**named, **({} if std is None else {"std": std}))
    return assert_params(
        student.drive("network.init", list(args), std, False, [])[0], sizes
    )


@exercise("init_params", points=1.5)
def test_init_params_has_its_shapes(student: Student) -> None:
    """It returns [W1, b1, W2, b2] of the sizes asked for, the course's by default."""
    drawn(student, (784, 256, 10))
    for sizes in [(7, 5, 3), (4, 4, 4), (1, 1, 1)]:
        drawn(student, sizes, *sizes)
    drawn(student, (7, 256, 10), 7)
    answer = student.init_params(num_inputs=6, num_hiddens=5, num_outputs=4, std=0.1)
    assert_params(answer, (6, 5, 4))


@exercise("init_params", points=1.5)
def test_init_params_draws_normal_weights(student: Student) -> None:
    """Weights are drawn from a normal distribution with mean 0 and the given std."""
    cases = [
        (drawn(student, (784, 256, 10)), 0.01),
        (drawn(student, (300, 200, 50), 300, 200, 50, std=0.1), 0.1),
        (drawn(student, (784, 128, 10), 784, 128, 10, 1e-4), 1e-4),
    ]
    for params, wanted in cases:
        assert_normal(params[0], wanted, "W1")
        assert_normal(params[2], wanted, "W2")
        small = min(params[0].numel(), params[2].numel())
        if torch.equal(params[0].flatten()[:small], params[2].flatten()[:small]):
            fail("same_weights")


@exercise("init_params", points=1)
def test_init_params_starts_with_zero_biases(student: Student) -> None:
    """Biases are 0."""
    for sizes in [(784, 256, 10), (7, 5, 3)]:
        params = drawn(student, sizes, *sizes)
        for bias, name in ((params[1], "b1"), (params[3], "b2")):
            assert_close(bias, torch.zeros_like(bias), what=name)


@exercise("init_params", points=1)
def test_init_params_can_be_trained(student: Student) -> None:
    """All four are leaf tensors that collect gradients, in torch's default dtype."""
    sizes = (5, 4, 3)
    for double in (False, True):
        dtype = torch.float64 if double else torch.float32
        wanted = draw_params(sizes, 3, dtype)
        student.note(num_inputs=5, num_hiddens=4, num_outputs=3)
        params, _, grads = student.drive(
            "network.init", list(sizes), None, double, wanted
        )
        assert_params(params, sizes, dtype)
        for got, want, name in zip(
            grads, wanted, ["W1", "b1", "W2", "b2"], strict=True
        ):
            if got is None:
                fail("no_grad_collected", what=name)
            assert_close(got, want, what=f"{name}.grad", kind="gradient")


@exercise("init_params", points=1)
def test_init_params_differs_from_call_to_call(student: Student) -> None:
    """Two calls give different weights, and no seed is set."""
    student.note()
    first, second, _ = student.drive("network.init", [30, 20, 10], None, False, [])
    one, two = assert_params(first, (30, 20, 10)), assert_params(second, (30, 20, 10))
    for index, name in ((0, "W1"), (2, "W2")):
        if bool((one[index] == two[index]).double().mean() > 0.1):
            fail("same_twice", what=name)

    def verify(answer: object, args: object) -> None:
        assert_params(answer, (6, 5, 4))

    assert_keeps_to_itself(
        student, "init_params", [6, 5, 4], [6, 5, 4], verify, draws=True
    )


# --- net ---------------------------------------------------------------------


@exercise("net", points=2.5)
@given(sizes=SIZES, B=st.integers(1, 4), seed=seeds(), dtype=dtypes())
def test_net_is_linear_relu_linear(
    student: Student, sizes: tuple[int, int, int], B: int, seed: int, dtype: torch.dtype
) -> None:
    """net(X, params) gives the logits of linear, ReLU, linear."""
    X, params = draw_inputs((B, sizes[0]), seed, dtype), draw_params(sizes, seed, dtype)
    assert_close(student.net(X, params), logits(X, params), scale=magnitude(X, params))


@exercise("net", points=2)
def test_net_flattens_its_input(student: Student) -> None:
    """It takes (B, 1, 28, 28), (B, 28, 28) and (B, 784), and other sizes alike."""
    shapes = [(3, 1, 28, 28), (3, 28, 28), (3, 784), (1, 1, 28, 28), (28, 28, 28)]
    shapes += [(5, 3, 4), (2, 3, 2, 2), (1, 12), (12, 12), (10, 1, 12)]
    for shape in shapes:
        inputs = math.prod(shape[1:])
        for sizes in ((inputs, 6, 4), (inputs, 12, 10), (inputs, 4, 4)):
            X = draw_inputs(shape, 5, torch.float64)
            params = draw_params(sizes, 5, torch.float64)
            assert_close(
                student.net(X, params), logits(X, params), scale=magnitude(X, params)
            )


@exercise("net", points=1)
def test_net_works_at_the_size_of_the_course(student: Student) -> None:
    """It is right for 256 images with 784-256-10, in float32."""
    generator = torch.Generator().manual_seed(0)
    X = torch.rand(256, 1, 28, 28, generator=generator)
    params = [
        torch.randn(*p.shape, generator=generator) * 0.05
        for p in draw_params((784, 256, 10), 0, torch.float32)
    ]
    assert_close(student.net(X, params), logits(X, params), scale=magnitude(X, params))


@exercise("net", points=1.5)
@given(sizes=SIZES, B=st.integers(1, 3), seed=seeds(), dtype=dtypes())
def test_net_is_differentiable_in_its_parameters(
    student: Student, sizes: tuple[int, int, int], B: int, seed: int, dtype: torch.dtype
) -> None:
    """Gradients reach all four parameters."""
    X, params = draw_inputs((B, sizes[0]), seed, dtype), draw_params(sizes, seed, dtype)
    Z = X @ params[0] + params[1]
    if bool((Z.abs() < 1e-3).any()):
        return  # at the kink of ReLU several gradients are right
    leaves = [p.clone().requires_grad_() for p in params]
    expected = logits(X, leaves)
    V = (
        torch.arange(1, expected.numel() + 1, dtype=dtype).reshape(expected.shape) % 5
        - 2
    )
    wanted = torch.autograd.grad(expected, leaves, V)
    value, grads = student.vjp("net", X, params, wrt=(1, 2, 3, 4), cotangent=V)
    scale = magnitude(X, params)
    assert_close(value, expected.detach(), scale=scale)
    for name, got, want in zip(["W1", "b1", "W2", "b2"], grads, wanted, strict=True):
        if got is None:
            fail("no_graph", what=name)
        assert_close(
            got, want, what=f"the gradient of {name}", kind="gradient", scale=4 * scale
        )


@exercise("net", points=1)
def test_net_keeps_to_itself(student: Student) -> None:
    """It changes neither its inputs nor anything else."""
    first = [
        draw_inputs((3, 1, 2, 2), 1, torch.float32),
        draw_params((4, 3, 2), 1, torch.float32),
    ]
    second = [
        draw_inputs((3, 1, 2, 2), 2, torch.float32),
        draw_params((4, 3, 2), 2, torch.float32),
    ]

    def verify(answer: object, args: object) -> None:
        assert isinstance(args, list)
        assert_close(answer, logits(*args), kind="again", scale=magnitude(*args))

    assert_keeps_to_itself(student, "net", first, second, verify)
