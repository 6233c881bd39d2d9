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
