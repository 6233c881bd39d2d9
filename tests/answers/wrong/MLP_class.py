# === MLP-noact: has no activation
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(self.hidden(X))
# === MLP-act-output: has a ReLU on the logits too
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(self.hidden(X).relu()).relu()
# === MLP-softmax-output: ends with a softmax
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return torch.softmax(self.output(torch.relu(self.hidden(X))), dim=1)
# === MLP-eval-softmax: returns probabilities in eval mode
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        O = self.output(torch.relu(self.hidden(X)))
        return O if self.training else torch.softmax(O, dim=1)
# === MLP-tanh: uses tanh
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.tanh(self.hidden(X)))
# === MLP-relu6: uses ReLU6, which large activations show
import torch.nn.functional as F
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(F.relu6(self.hidden(X)))
# === MLP-nobias: leaves out the biases
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens, bias=False)
        self.output = nn.Linear(num_hiddens, num_outputs, bias=False)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === MLP-nobias-output: leaves out the bias of the output layer
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs, bias=False)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === MLP-default-hiddens: has 256 hidden units by default
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=256, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === net-wrong-hidden: always has 128 hidden units
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, 128)
        self.output = nn.Linear(128, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === MLP-fixed-sizes: ignores its arguments
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(784, 128)
        self.output = nn.Linear(128, 10)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === MLP-argument-order: has num_outputs before num_hiddens
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_outputs=10, num_hiddens=128):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === MLP-names: calls its parameters n_in, n_hidden and n_out, so num_hiddens= fails
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, n_in=784, n_hidden=128, n_out=10):
        super().__init__()
        self.hidden = nn.Linear(n_in, n_hidden)
        self.output = nn.Linear(n_hidden, n_out)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === MLP-no-defaults: has no default sizes
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs, num_hiddens, num_outputs):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === MLP-extra-layer: has one more hidden layer
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.middle = nn.Linear(num_hiddens, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.middle(torch.relu(self.hidden(X)))))
# === MLP-order: applies the ReLU to the input, not to the hidden layer
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(self.hidden(torch.relu(X)))
# === net-rebuild: makes its layers in forward, so each call has new weights
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.sizes = num_inputs, num_hiddens, num_outputs

    def forward(self, X):
        hidden = nn.Linear(self.sizes[0], self.sizes[1])
        output = nn.Linear(self.sizes[1], self.sizes[2])
        return output(torch.relu(hidden(X)))
# === net-pylist: keeps its layers in a Python list, so no parameters are registered
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.layers = [nn.Linear(num_inputs, num_hiddens), nn.Linear(num_hiddens, num_outputs)]

    def forward(self, X):
        return self.layers[1](torch.relu(self.layers[0](X)))
# === MLP-tensors: keeps plain tensors with requires_grad, which are not registered
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.W1 = (torch.randn(num_inputs, num_hiddens) * 0.01).requires_grad_()
        self.b1 = torch.zeros(num_hiddens, requires_grad=True)
        self.W2 = (torch.randn(num_hiddens, num_outputs) * 0.01).requires_grad_()
        self.b2 = torch.zeros(num_outputs, requires_grad=True)

    def forward(self, X):
        return torch.relu(X @ self.W1 + self.b1) @ self.W2 + self.b2
# === MLP-half-registered: registers the weights and keeps the biases as plain tensors
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.W1 = nn.Parameter(torch.randn(num_inputs, num_hiddens) * 0.01)
        self.b1 = torch.zeros(num_hiddens, requires_grad=True)
        self.W2 = nn.Parameter(torch.randn(num_hiddens, num_outputs) * 0.01)
        self.b2 = torch.zeros(num_outputs, requires_grad=True)

    def forward(self, X):
        return torch.relu(X @ self.W1 + self.b1) @ self.W2 + self.b2
# === MLP-buffers: registers its weights as buffers, so they are not parameters
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.register_buffer("W1", torch.randn(num_inputs, num_hiddens) * 0.01)
        self.register_buffer("b1", torch.zeros(num_hiddens))
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(X @ self.W1 + self.b1))
# === net-nosuper: does not call super().__init__()
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === net-noreturn: forgets to return the logits
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        self.logits = self.output(torch.relu(self.hidden(X)))
# === net-global: shares its layers among all networks of the same sizes
import torch
from torch import nn

_layers = {}


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        key = num_inputs, num_hiddens, num_outputs
        if key not in _layers:
            _layers[key] = nn.Linear(*key[:2]), nn.Linear(*key[1:])
        self.hidden, self.output = _layers[key]

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === net-shared-layer: uses one Linear twice where all sizes are equal
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        same = num_inputs == num_hiddens == num_outputs
        self.output = self.hidden if same else nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === MLP-residual: adds the input to the hidden layer where the sizes allow it
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        H = torch.relu(self.hidden(X))
        if H.shape == X.shape:
            H = H + X
        return self.output(H)
# === MLP-dropout-on: has a functional dropout that eval mode does not stop
import torch
import torch.nn.functional as F
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(F.dropout(torch.relu(self.hidden(X)), 0.5))
# === MLP-dropout-train: has a dropout in train mode, where only the two layers are asked for
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.dropout = nn.Dropout(0.2)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(self.dropout(torch.relu(self.hidden(X))))
# === MLP-batchnorm: normalises the hidden layer over the batch
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.norm = nn.BatchNorm1d(num_hiddens, affine=False)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.norm(self.hidden(X))))
# === MLP-argmax: returns the predicted classes
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X))).argmax(dim=1)
# === MLP-detach: detaches the hidden layer, which then never learns
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)).detach())
# === MLP-frozen: switches requires_grad off for the hidden layer
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens).requires_grad_(False)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === MLP-squeeze: drops the batch axis of a batch with one row
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X))).squeeze()
# === MLP-inplace-input: clips the caller's input in place
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        X.clamp_(min=0)
        return self.output(torch.relu(self.hidden(X)))
# === MLP-reseed: seeds the global generator when a network is made
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        torch.manual_seed(0)
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X)))
# === MLP-normalise: standardises its inputs first
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        X = (X - 0.1307) / 0.3081
        return self.output(torch.relu(self.hidden(X)))
# === MLP-cached: returns the last logits again for a batch of the same shape in eval mode
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)
        self.seen = {}

    def forward(self, X):
        if self.training or X.shape not in self.seen:
            self.seen[X.shape] = self.output(torch.relu(self.hidden(X)))
        return self.seen[X.shape]
# === MLP-float: converts the input to float32, so a float64 network fails
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.output(torch.relu(self.hidden(X.float())))
