"""Checks of `data.py`: image transforms and the three-way split."""

from __future__ import annotations

import functools

import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.datasets import load_sample
from grader.testing.closeness import assert_close, assert_items, assert_tensor, fail
from grader.testing.conduct import assert_keeps_to_itself, assert_leaves_settings
from grader.testing.plugin import exercise
from grader.testing.strategies import seeds
from grader.testing.student import Student


def to_unit(pixels: torch.Tensor) -> torch.Tensor:
    """Pixels (N, 28, 28) of uint8 -> float32 (N, 1, 28, 28) in [0, 1]."""
    return pixels[:, None].float() / 255


def normalized(pixels: torch.Tensor) -> torch.Tensor:
    """Pixels (N, 28, 28) of uint8 -> float32 (N, 784), less the mean, over the std."""
    return ((pixels.float() / 255 - 0.1307) / 0.3081).flatten(1)


def telling_images() -> torch.Tensor:
    """Black, white, a ramp, noise, and two with one bright corner: no two axes alike.

    The two have the same sum: no summary of an image may stand for the image.
    """
    ramp = (torch.arange(784) % 256).to(torch.uint8).reshape(28, 28)
    corner = torch.zeros(28, 28, dtype=torch.uint8)
    corner[0, 27] = 200
    noise = torch.randint(0, 256, (28, 28), generator=torch.Generator().manual_seed(1))
    plain = [torch.zeros(28, 28), torch.full((28, 28), 255.0)]
    other = corner.T.contiguous()
    images = [
        ramp,
        corner,
        other,
        noise.to(torch.uint8),
        *(p.to(torch.uint8) for p in plain),
    ]
    return torch.stack(images)


@functools.cache
def real_images(name: str) -> torch.Tensor:
    """200 real training images of the embedded sample, (200, 28, 28)."""
    return torch.tensor(load_sample(name).train_images[:200])


def assert_transform(
    student: Student, name: str, pixels: torch.Tensor, expected: torch.Tensor
) -> None:
    """Compare a transform on images one by one, and see that it leaves them alone."""
    student.note(image=f"{len(pixels)} images of 28 x 28")
    answers, seen, again = student.drive("data.images", name, pixels)
    for index, (answer, want) in enumerate(zip(answers, expected, strict=True)):
        student.note(image=_describe_image(pixels[index]))
        assert_close(answer, want)
    if not torch.equal(seen, pixels):
        fail("changed", "other pixels", "the image as it was")
    assert_close(again, expected[0], kind="again")


def _describe_image(pixels: torch.Tensor) -> str:
    low, high = int(pixels.min()), int(pixels.max())
    return f"28 x 28, pixels {low}" + (f" to {high}" if high > low else "")


def assert_real(student: Student, name: str, data: str, expected: torch.Tensor) -> None:
    """Compare a transform on some real images at once."""
    student.note(image=f"200 training images of {data}")
    answer = student.drive("data.stacked_images", name, real_images(data))
    assert_close(answer, expected)
    assert_leaves_settings(student, "data.images", name, telling_images())


IMAGES = st.integers(0, 2**16).map(
    lambda seed: torch.randint(
        0, 256, (2, 28, 28), generator=torch.Generator().manual_seed(seed)
    ).to(torch.uint8)
)


@exercise("fashion_mnist_transform", points=2.5)
@given(extra=IMAGES)
def test_fashion_mnist_transform_scales_to_0_1(
    student: Student, extra: torch.Tensor
) -> None:
    """It turns an image into float32 (1, 28, 28) with values in [0, 1]."""
    pixels = torch.cat([telling_images(), extra])
    assert_transform(student, "fashion_mnist_transform", pixels, to_unit(pixels))


@exercise("fashion_mnist_transform", points=1.5)
def test_fashion_mnist_transform_is_right_for_real_images(student: Student) -> None:
    """It is right for 200 images of Fashion-MNIST."""
    expected = to_unit(real_images("fashion-mnist"))
    assert_real(student, "fashion_mnist_transform", "fashion-mnist", expected)


@exercise("mnist_transform", points=3)
@given(extra=IMAGES)
def test_mnist_transform_normalizes_and_flattens(
    student: Student, extra: torch.Tensor
) -> None:
    """It scales to [0, 1], normalizes with 0.1307 and 0.3081, and flattens."""
    pixels = torch.cat([telling_images(), extra])
    assert_transform(student, "mnist_transform", pixels, normalized(pixels))


@exercise("mnist_transform", points=2)
def test_mnist_transform_is_right_for_real_images(student: Student) -> None:
    """It is right for 200 images of MNIST."""
    assert_real(student, "mnist_transform", "mnist", normalized(real_images("mnist")))


# --- split -------------------------------------------------------------------


SIX = (*(0.17,) * 5, 0.15)
"""Ratios of which the last part gets nothing of 10 where the others are rounded up."""


def assert_split(
    answer: object, n: int, ratios: tuple[float, ...]
) -> list[torch.Tensor]:
    """Return the parts if together they are 0..n-1 and each is long enough."""
    parts: list[torch.Tensor] = []
    for index, part in enumerate(assert_items(answer, len(ratios))):
        what = f"part {index + 1}"
        size = part.numel() if isinstance(part, torch.Tensor) else 0
        parts.append(assert_tensor(part, (size,), torch.int64, what))
        if size < int(n * ratios[index]):
            fail(
                "part_size",
                f"{size} indices",
                f"at least {int(n * ratios[index])}",
                what=what,
            )
    together = torch.cat(parts).sort().values
    if not torch.equal(together, torch.arange(n)):
        missing = n - len(together.unique())
        fail(
            "not_a_partition",
            f"{len(together)} indices, {missing} missing",
            f"each of 0..{n - 1} once",
        )
    return parts


@exercise("split", points=1)
@given(
    n=st.integers(3, 60),
    ratios=st.sampled_from([(0.6, 0.2, 0.2), (0.5, 0.5), (0.7, 0.2, 0.1), SIX, (1.0,)]),
    seed=seeds(),
)
def test_split_cuts_all_indices_into_parts(
    student: Student, n: int, ratios: tuple[float, ...], seed: int
) -> None:
    """The parts hold each of 0..n-1 once, and each part its share."""
    assert_split(student.split(n, ratios, seed), n, ratios)
    assert_split(student.split(n, ratios=ratios, seed=seed), n, ratios)
    assert_split(student.split(n), n, (0.6, 0.2, 0.2))
    assert_split(student.split(10, SIX), 10, SIX)


@exercise("split", points=1)
def test_split_is_random_and_repeatable(student: Student) -> None:
    """It is a random permutation: the same for the same seed, another for another."""
    # In floating-point numbers 0.7 + 0.2 + 0.1 is less than 1, 0.7 + 0.1 than 0.8.
    for short in ((0.7, 0.2, 0.1), (0.7, 0.1, 0.2)):
        assert_split(student.split(10, short), 10, short)
    ratios = (0.6, 0.2, 0.2)
    drawn = [
        assert_split(student.split(500, ratios, seed), 500, ratios)
        for seed in range(12)
    ]
    for seed in (0, 7):
        again = assert_split(student.split(500, ratios, seed), 500, ratios)
        if any(not torch.equal(a, b) for a, b in zip(drawn[seed], again, strict=True)):
            fail("same_seed")
    default = assert_split(student.split(500), 500, ratios)
    if any(not torch.equal(a, b) for a, b in zip(drawn[0], default, strict=True)):
        fail("default_seed")
    for index in range(3):
        parts = [parts[index] for parts in drawn]
        if any(torch.equal(parts[0], other) for other in parts[1:]):
            fail("same_split")
        for part in parts:
            if torch.equal(part.sort().values, part):
                fail("sorted", what=f"part {index + 1}")
            # Of 100 random indices all lie below 250 once in 2**100 times.
            if int(part.max()) < 250 or int(part.min()) >= 250:
                fail("not_mixed", what=f"part {index + 1}")

    def verify(answer: object, args: object) -> None:
        assert_split(answer, 50, ratios)

    assert_keeps_to_itself(
        student, "split", [50], [50, ratios, 3], verify, may_seed=True
    )
