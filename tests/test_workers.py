"""Which exercises share a worker, and that it is as fresh for each of them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import psutil
import pytest

from grader.assignment import mlp_folder
from grader.model import Outcome
from grader.sandbox.client import Sandbox

# relu_grad fails where a call of relu has left something in the worker.
MODULE = """
import torch

seen = []

def relu(X):
    seen.append(1)
    return {relu}

def relu_grad(X):
    return (X > 0).to(X.dtype) + {left}
"""
NAMES = ("relu", "relu_grad")


def outcomes(report, name: str) -> set[Outcome]:
    return {r.outcome for r in report.results if r.check.exercise == name}


@pytest.mark.parametrize(
    ("relu", "shares"), [("X.clamp(min=0)", True), ("X.abs()", False)]
)
def test_exercises_of_a_file_share_a_worker_while_all_passes(
    relu, shares, grade_modules
):
    text = MODULE.format(relu=relu, left="len(seen) * 0.5")

    report = grade_modules({"activations": text}, *NAMES)

    assert (outcomes(report, "relu") == {Outcome.PASSED}) is shares
    assert (Outcome.FAILED in outcomes(report, "relu_grad")) is shares


def test_exercises_of_two_files_do_not(grade_modules, solutions):
    text = "import activations, torch\n" + solutions["loss"].replace(
        "import torch", "", 1
    )
    spoilt = MODULE.format(relu="X.clamp(min=0)", left="0")
    patch = "    torch.softmax = None\n    return X.clamp(min=0)\n"
    modules = {
        "activations": spoilt.replace("    return X.clamp(min=0)\n", patch),
        "loss": text.replace("import activations, ", "import "),
    }
    modules["loss"] += "\n\ndef softmax(O):\n    return torch.softmax(O, 1)\n"

    report = grade_modules(modules, "relu", "softmax")

    assert outcomes(report, "softmax") == {Outcome.PASSED}


def test_settings_and_random_numbers_are_as_fresh_for_the_second(grade_modules):
    text = """
import torch

def l2_penalty(weights, weight_decay):
    torch.rand(7)
    return weight_decay / 2 * sum((w ** 2).sum() for w in weights)

def dropout(X, p, training=True):
    if not training or p == 0:
        return X
    return X * (torch.rand(X.shape) > p)
"""
    alone, after = (
        grade_modules({"regularization": text}, *names)
        for names in (("dropout",), ("l2_penalty", "dropout"))
    )

    assert outcomes(after, "l2_penalty") == {Outcome.PASSED}
    shown = [
        [r.counterexample for r in report.results if r.check.exercise == "dropout"]
        for report in (alone, after)
    ]
    assert shown[0] == shown[1]
    assert any(example is not None for example in shown[0])


def test_collecting_looks_into_no_folder_above_the_checks(
    grade_modules, solutions, monkeypatch
):
    """They may be large, and on a network that hangs."""
    seen = []
    look = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: seen.append(path) or look(path))

    grade_modules(solutions, "relu")

    above = {*(mlp_folder() / "checks").parents}
    assert [path for path in seen if Path(path) in above] == []


def test_workers_by_hand_have_one_parent_which_is_replaced_when_it_ends():
    with Sandbox(os.environ, "process") as own:
        first, second = own.worker(by_hand=True), own.worker(by_hand=True)
        usual = own.worker()
        deputy = psutil.Process(first._pid).parent()

        assert psutil.Process(second._pid).parent() == deputy
        assert psutil.Process(usual._pid).parent() == deputy.parent()

        deputy.kill()
        while deputy.status() != psutil.STATUS_ZOMBIE:  # until its parent has gone
            time.sleep(0.01)
        third = own.worker(by_hand=True)
        assert third._pid not in (first._pid, second._pid)
        for worker in (first, second, usual, third):
            worker.kill(wait=False)
