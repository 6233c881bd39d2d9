# Right answers for network.MLP(num_inputs=784, num_hiddens=128, num_outputs=10).

# === two-linears: two Linear attributes and nn.ReLU
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.fc1 = nn.Linear(num_inputs, num_hiddens)
        self.relu = nn.ReLU()
        self.fc2 = nn.Linear(num_hiddens, num_outputs)

    def forward(self, x):
        x = self.relu(self.fc1(x))
        return self.fc2(x)

# === functional-relu: F.relu in forward and the old form of super
import torch.nn.functional as F
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10, **kwargs):
        super(MLP, self).__init__(**kwargs)
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.out = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.out(F.relu(self.hidden(X)))

# === own-relu: relu from activations
from activations import relu
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.linear_1 = nn.Linear(num_inputs, num_hiddens)
        self.linear_2 = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.linear_2(relu(self.linear_1(X)))

# === sequential-inside: one nn.Sequential inside
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(num_inputs, num_hiddens),
            nn.ReLU(),
            nn.Linear(num_hiddens, num_outputs),
        )

    def forward(self, x):
        return self.layers(x)

# === inherits-sequential: a subclass of nn.Sequential, without a forward
from torch import nn


class MLP(nn.Sequential):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__(
            nn.Linear(num_inputs, num_hiddens),
            nn.ReLU(inplace=True),
            nn.Linear(num_hiddens, num_outputs),
        )

# === raw-parameters: matrices (in, out) and the @ operator
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.W1 = nn.Parameter(torch.randn(num_inputs, num_hiddens) * 0.01)
        self.b1 = nn.Parameter(torch.zeros(num_hiddens))
        self.W2 = nn.Parameter(torch.randn(num_hiddens, num_outputs) * 0.01)
        self.b2 = nn.Parameter(torch.zeros(num_outputs))

    def forward(self, X):
        return torch.relu(X @ self.W1 + self.b1) @ self.W2 + self.b2

# === parameter-list: an nn.ParameterList, second layer first
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.params = nn.ParameterList([
            torch.zeros(num_outputs),
            torch.randn(num_hiddens, num_outputs) * 0.05,
            torch.zeros(num_hiddens),
            torch.randn(num_inputs, num_hiddens) * 0.05,
        ])

    def forward(self, X):
        b2, W2, b1, W1 = self.params
        return (X @ W1 + b1).clamp(min=0) @ W2 + b2

# === parameter-dict: an nn.ParameterDict with F.linear
import torch
import torch.nn.functional as F
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.p = nn.ParameterDict({
            "w_in": torch.empty(num_hiddens, num_inputs).normal_(0, 0.01),
            "b_in": torch.zeros(num_hiddens),
            "w_out": torch.empty(num_outputs, num_hiddens).normal_(0, 0.01),
            "b_out": torch.zeros(num_outputs),
        })

    def forward(self, X):
        H = F.relu(F.linear(X, self.p["w_in"], self.p["b_in"]))
        return F.linear(H, self.p["w_out"], self.p["b_out"])

# === own-layer: a linear layer of one's own
import math

import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, n, m):
        super().__init__()
        bound = 1 / math.sqrt(n)
        self.weight = nn.Parameter(torch.empty(n, m).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.zeros(m))

    def forward(self, X):
        return torch.addmm(self.bias, X, self.weight)


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.first = MyLinear(num_inputs, num_hiddens)
        self.second = MyLinear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.second(torch.relu(self.first(X)))

# === module-list: an nn.ModuleList and a loop
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        sizes = (num_inputs, num_hiddens, num_outputs)
        self.layers = nn.ModuleList(nn.Linear(n, m) for n, m in zip(sizes, sizes[1:]))

    def forward(self, X):
        for i, layer in enumerate(self.layers):
            X = layer(X)
            if i < len(self.layers) - 1:
                X = torch.relu(X)
        return X

# === module-dict: an nn.ModuleDict
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.net = nn.ModuleDict({
            "output": nn.Linear(num_hiddens, num_outputs),
            "activation": nn.ReLU(),
            "hidden": nn.Linear(num_inputs, num_hiddens),
        })

    def forward(self, X):
        for name in ("hidden", "activation", "output"):
            X = self.net[name](X)
        return X

# === base-class: inherits from a class of one's own
from torch import nn


class _Base(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.sizes = tuple(sizes)
        self.build()

    def build(self):
        raise NotImplementedError


class MLP(_Base):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__((num_inputs, num_hiddens, num_outputs))

    def build(self):
        n, h, m = self.sizes
        self.a, self.b = nn.Linear(n, h), nn.Linear(h, m)

    def forward(self, X):
        return self.b(self.a(X).relu())

# === flattens-anyway: flattens the input first, which changes nothing for flat input
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.flatten = nn.Flatten()
        self.stack = nn.Sequential(nn.Linear(num_inputs, num_hiddens), nn.ReLU())
        self.head = nn.Linear(num_hiddens, num_outputs)
        self.num_inputs = num_inputs

    def forward(self, X):
        return self.head(self.stack(self.flatten(X)))

# === register-parameter: register_parameter and a buffer that is not a weight
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        for k, (n, m) in enumerate([(num_inputs, num_hiddens), (num_hiddens, num_outputs)]):
            W = nn.Parameter(torch.empty(m, n))
            nn.init.xavier_uniform_(W)
            self.register_parameter(f"weight_{k}", W)
            self.register_parameter(f"bias_{k}", nn.Parameter(torch.zeros(m)))
        self.register_buffer("zero", torch.zeros(()), persistent=False)

    def forward(self, X):
        Z = X @ self.weight_0.t() + self.bias_0
        H = torch.maximum(Z, self.zero.to(Z.dtype))
        return H @ self.weight_1.t() + self.bias_1

# === initialised: Kaiming weights and zero biases by apply
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(num_inputs, num_hiddens), nn.ReLU(),
                                 nn.Linear(num_hiddens, num_outputs))
        self.net.apply(self._init)

    @staticmethod
    def _init(m):
        if type(m) is nn.Linear:
            nn.init.kaiming_normal_(m.weight, nonlinearity="relu")
            nn.init.zeros_(m.bias)

    def forward(self, X):
        return self.net(X)

# === dataclass: a dataclass that is a module
from dataclasses import dataclass

from torch import nn


@dataclass(eq=False)
class MLP(nn.Module):
    num_inputs: int = 784
    num_hiddens: int = 128
    num_outputs: int = 10

    def __post_init__(self):
        super().__init__()
        self.inner = nn.Linear(self.num_inputs, self.num_hiddens)
        self.outer = nn.Linear(self.num_hiddens, self.num_outputs)

    def forward(self, X):
        hidden = self.inner(X)
        return self.outer(hidden * (hidden > 0))

# === further-parameter: the activation as a further parameter
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10, activation=torch.relu):
        super().__init__()
        self.activation = activation
        self.W = nn.Linear(num_inputs, num_hiddens)
        self.U = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.U(self.activation(self.W(X)))

# === sequential-subclass: a subclass of nn.Sequential without a forward of its own
from torch import nn

class MLP(nn.Sequential):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__(nn.Linear(num_inputs, num_hiddens), nn.ReLU(inplace=True), nn.Linear(num_hiddens, num_outputs))

# === parameter-list-2: four nn.Parameter in a ParameterList, weights (inputs, outputs)
import torch
from torch import nn

class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.p = nn.ParameterList()
        for a, b in ((num_inputs, num_hiddens), (num_hiddens, num_outputs)):
            self.p.append(nn.Parameter((2 * torch.rand(a, b) - 1) / a ** 0.5))
            self.p.append(nn.Parameter(torch.zeros(b)))

    def forward(self, X):
        W1, b1, W2, b2 = self.p
        return torch.addmm(b2, torch.maximum(X @ W1 + b1, X.new_zeros(())), W2)

# === flat-parameter: all weights and biases live in one flat parameter, cut into pieces in forward
import torch
from torch import nn

class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.shapes = [(num_inputs, num_hiddens), (num_hiddens,), (num_hiddens, num_outputs), (num_outputs,)]
        pieces = [torch.randn(s) / s[0] ** 0.5 if len(s) == 2 else torch.zeros(s) for s in self.shapes]
        self.theta = nn.Parameter(torch.cat([p.reshape(-1) for p in pieces]))

    def forward(self, X):
        parts = self.theta.split([torch.Size(s).numel() for s in self.shapes])
        W1, b1, W2, b2 = [p.view(s) for p, s in zip(parts, self.shapes)]
        return (X @ W1 + b1).relu() @ W2 + b2

# === module-dict-2: ModuleDict, layers looked up by name, ReLU as a where
import torch
from torch import nn

class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.parts = nn.ModuleDict({"second": nn.Linear(num_hiddens, num_outputs), "first": nn.Linear(num_inputs, num_hiddens)})

    def forward(self, X):
        Z = self.parts["first"](X)
        return self.parts["second"](torch.where(Z > 0, Z, torch.zeros_like(Z)))

# === conv-of-width-one: Conv1d with kernel size 1 does the work of the linear layers
import torch.nn.functional as F
from torch import nn

class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.c1 = nn.Conv1d(num_inputs, num_hiddens, 1)
        self.c2 = nn.Conv1d(num_hiddens, num_outputs, 1)

    def forward(self, X):
        return self.c2(F.relu(self.c1(X[:, :, None]))).squeeze(2)

# === setattr-loop: layers registered by add_module in a loop, forward folds over children with functools.reduce
import functools
from torch import nn
from activations import relu

class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super(MLP, self).__init__()
        sizes = [num_inputs, num_hiddens, num_outputs]
        for i in range(2):
            self.add_module("layer_%d" % i, nn.Linear(sizes[i], sizes[i + 1]))

    def forward(self, X):
        return functools.reduce(lambda value, layer: layer(relu(value)) if value is not X else layer(value), self.children(), X)

# === property-and-helper-class: a Linear written by hand as a module of its own, reached by properties
import torch
from torch import nn

class _Affine(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.register_parameter("kernel", nn.Parameter(torch.empty(n_out, n_in)))
        self.register_parameter("offset", nn.Parameter(torch.zeros(1, n_out)))
        nn.init.kaiming_normal_(self.kernel)

    def forward(self, X):
        return torch.einsum("bi,oi->bo", X, self.kernel) + self.offset

class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self._stack = nn.ModuleList([_Affine(num_inputs, num_hiddens), _Affine(num_hiddens, num_outputs)])

    @property
    def hidden(self):
        return self._stack[0]

    @property
    def output(self):
        return self._stack[1]

    def forward(self, X):
        Z = self.hidden(X)
        return self.output((Z + Z.abs()) * 0.5)

# === hook-does-the-relu: a forward hook on the hidden layer applies the ReLU, forward only chains the layers
from torch import nn

def _relu_hook(module, args, out):
    return out.clamp_min(0)

class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.lower = nn.Linear(num_inputs, num_hiddens)
        self.upper = nn.Linear(num_hiddens, num_outputs)
        self.lower.register_forward_hook(_relu_hook)

    def forward(self, X):
        return self.upper(self.lower(X))

# === compiles-itself: the constructor compiles the module in place
from torch import nn

class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.out = nn.Linear(num_hiddens, num_outputs)
        self.compile()

    def forward(self, X):
        return self.out(self.hidden(X).relu())
