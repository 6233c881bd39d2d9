"""What an exercise is made of: the same digest only where the same must happen."""

from __future__ import annotations

import pytest

from grader.sandbox.worker.outline import outline

HEAD = "import torch\nfrom torch import nn\n\n"
RELU = (
    "def relu(X):\n    return half(X) * 2\n\ndef half(X):\n    return X.clamp(0) / 2\n"
)
KEEPS = (
    "class Keeps:\n    def __init__(self, n):\n        super().__init__()\n"
    "        self.n = n\n"
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
        HEAD + RELU + "class N:\n    low = 0\nn = N()\n",
        HEAD + RELU + KEEPS + "n = Keeps(3)\n",
        HEAD + RELU + KEEPS.replace("Keeps", "Keeps(nn.Module)") + "n = Keeps(3)\n",
        HEAD
        + RELU
        + "from functools import partial\nf = partial(torch.clamp, min=0)\n",
        HEAD + RELU + "import collections\nR = collections.namedtuple('R', 'a b')\n",
        HEAD + RELU + "class F(torch.autograd.Function):\n    pass\nf = F.apply\n",
        HEAD + RELU + "f = torch.relu\nimport torch\n",
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
        HEAD + RELU + KEEPS + "        torch.relu = n\nn = Keeps(3)\n",
        HEAD + RELU + KEEPS + "        self.n = relu(n)\nn = Keeps(3)\n",
        HEAD + RELU + KEEPS + "n = Keeps(relu(3))\n",
        HEAD + RELU + KEEPS + "n = Keeps(3)\nm = Keeps(n)\n",
        HEAD + RELU + KEEPS + "n = Keeps(3)\nm = n.n\n",
        HEAD + RELU + KEEPS + "n = Keeps(3)\nm = n[0]\n",
        HEAD + RELU + KEEPS + "def super():\n    pass\nn = Keeps(3)\n",
        HEAD + RELU + KEEPS.replace("n):", "n, torch):") + "n = Keeps(3, relu)\n",
        HEAD + RELU + KEEPS + "    __init__ = relu\nn = Keeps(3)\n",
        HEAD
        + RELU
        + "class Sets:\n    @staticmethod\n    def __init__(of):\n        of.n = 1\n"
        + "n = Sets(torch)\n",
        HEAD + RELU + "k = half.k\n",
        HEAD + RELU + KEEPS + "    def __setattr__(s, k, v):\n        k()\n",
        HEAD
        + RELU
        + KEEPS.replace("Keeps", "Keeps(nn.Module)")
        + "    def register_parameter(self, *a):\n        a()\nn = Keeps(3)\n",
        HEAD
        + RELU
        + KEEPS.replace("Keeps", "Keeps(nn.Module)")
        + "    @property\n    def n(self):\n        relu(self)\nk = Keeps(3)\n",
        HEAD + RELU + "partial = relu\nf = partial(torch.clamp, min=0)\n",
        HEAD + RELU + "n = nn.Sequential(relu(1))\n",
        HEAD + RELU + "from helpers import half\n",
        HEAD + RELU + "from . import half\n",
        HEAD + RELU + "from loss import cross_entropy\n",
        HEAD + RELU + "from torch import *\n",
        HEAD + RELU.replace("half(X) *", "eval('half')(X) *"),
        HEAD + RELU.replace("half(X) *", "globals()['half'](X) *"),
        HEAD + RELU.replace("half(X) *", "relu.__globals__['half'](X) *"),
        HEAD + RELU.replace("half(X) *", "torch.sys._getframe().f_locals['X'] *"),
        "from operator import attrgetter\n"
        + HEAD
        + RELU.replace("half(X) *", "attrgetter('_' + '_doc__')(half) *"),
        "import typing\n"
        + HEAD
        + RELU.replace("half(X) *", "typing.get_type_hints(half)['X'] *"),
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


@pytest.mark.parametrize(
    "text",
    [
        "def half(X):\n    return X\nrelu = half\ndef half(X):\n    return X / 2\n",
        "k = 1\ndef relu(X, k=k):\n    return X * k\nk = 2\n",
        "k = 1\nj = k\nk = 2\ndef relu(X):\n    return X * j\n",
        "class R:\n    k = 1\nrelu = R()\nclass R:\n    k = 2\n",
        "k = 1\nclass R:\n    k = k\nk = 2\ndef relu(X):\n    return R.k\n",
        "relu = abs\ndef abs(X):\n    return X\n",
        "import math as m\nrelu = m.sqrt\nimport operator as m\n",
    ],
)
def test_what_loading_has_looked_at_must_not_be_bound_again(text):
    """Else the text says what is there in the end, and the exercise has what was."""
    assert digest(text) is None
