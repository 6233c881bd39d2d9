"""What an exercise is made of: the same digest only where the same must happen."""

from __future__ import annotations

import pytest

from grader.sandbox.worker.outline import outline

HEAD = "import torch\nfrom torch import nn\n\n"
RELU = (
    "def relu(X):\n    return half(X) * 2\n\ndef half(X):\n    return X.clamp(0) / 2\n"
)


def digest(text: str) -> str | None:
    """Of `relu` in a file."""
    return outline(text, ["relu"], ["loss.softmax"]).get("relu")


@pytest.mark.parametrize(
    "text",
    [
        f"{RELU}{HEAD}",
        f"# by me\n{HEAD}{RELU}# the end\n",
        HEAD + RELU.replace("(X):", "(X: torch.Tensor) -> torch.Tensor:"),
        HEAD + RELU.replace("(X):\n", "(X):\n    'Return it.'\n"),
        HEAD + RELU + "def other(X):\n    return X / 0\n",
        HEAD + "def relu(X):\n    return 0\n" + RELU,
        HEAD + RELU + "LR: float = -0.1\nnet = nn.Linear(3, 4)\nf = lambda X: X\n",
        HEAD + RELU + "if __name__ == '__main__':\n    relu = None\n",
        HEAD + RELU + "class Net(nn.Module):\n    def forward(self, X):\n        X()\n",
        f"from loss import softmax\n{HEAD}{RELU}",
    ],
)
def test_what_does_not_reach_an_exercise_does_not_count(text):
    assert digest(text) == digest(HEAD + RELU) is not None


@pytest.mark.parametrize(
    "text",
    [
        HEAD + RELU.replace("/ 2", "/ 3"),
        HEAD + RELU.replace("clamp(0)", "clamp(0.0)"),
        HEAD + RELU + "def half(X):\n    return X\n",
        HEAD + RELU.replace("X.clamp(0)", "torch.relu(X)"),
        "import numpy as np\n" + RELU.replace("X.clamp(0)", "np.clip(X, 0)"),
    ],
)
def test_what_reaches_it_does(text):
    other = HEAD + RELU.replace("X.clamp", "torch.clamp")

    assert digest(text) not in (digest(HEAD + RELU), digest(other), None)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + RELU + "print(relu)\n",
        HEAD + RELU + "torch.relu = None\n",
        HEAD + RELU + "a, b = 1, 2\n",
        HEAD + RELU + "def other(X=print()):\n    pass\n",
        HEAD + RELU + "def other(X: print()):\n    pass\n",
        HEAD + RELU + "@relu\ndef other(X):\n    pass\n",
        HEAD + RELU + "@print\nclass Net:\n    pass\n",
        HEAD + RELU + "class Net(relu):\n    pass\n",
        HEAD + RELU + "class Net:\n    print()\n",
        HEAD + RELU + "class Net(metaclass=relu):\n    pass\n",
        HEAD + RELU + "for i in (1,):\n    pass\n",
        HEAD + RELU + "X: print() = 1\n",
        HEAD + RELU + "def property(f):\n    f()\n",
        HEAD + RELU + "from math import sqrt as property\n",
        HEAD + RELU + "import numpy as torch\n",
        HEAD + RELU + "class N:\n    def __class_getitem__(c, i):\n        i()\nN[1]\n",
        HEAD + RELU + "class N:\n    def __init_subclass__(c):\n        c()\n",
        HEAD + RELU + "X = [relu for i in (1,)]\n",
        HEAD + RELU + "net = nn.Linear(relu(3), 4)\n",
        HEAD + RELU + "net = torch.seed()\n",
        HEAD + RELU + "import helpers\n",
        HEAD + RELU + "from helpers import half\n",
        HEAD + RELU + "from . import half\n",
        HEAD + RELU + "from loss import cross_entropy\n",
        HEAD + RELU + "from torch import *\n",
        HEAD + RELU.replace("half(X) *", "eval('half')(X) *"),
        HEAD + RELU.replace("half(X) *", "globals()['half'](X) *"),
        HEAD + RELU.replace("half(X) *", "relu.__globals__['half'](X) *"),
        HEAD + RELU.replace("    return half", "    import helpers\n    return half"),
        HEAD + "relu = nn.ReLU()\n" + "async def f():\n    pass\n",
        "from torch import relu\n",
        HEAD,
        "def relu(X:\n",
        "def relu(X):\n    return " + "(" * 1000 + "X" + ")" * 1000,
        "relu = " + "-" * 100_000 + "1\n",
        "\0",
    ],
)
def test_where_it_is_not_plain_there_is_no_digest(text):
    assert digest(text) is None
