# === init-swapped-args: gives torch.normal the mean std and the standard deviation 0
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(std, 0.0, (num_inputs, num_hiddens))
    W2 = torch.normal(std, 0.0, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-reseed-random: seeds the global generator anew at each call
import random

import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    torch.manual_seed(random.randrange(2 ** 31))
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-default-dtype: sets torch's default dtype to float32
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    torch.set_default_dtype(torch.float32)
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-round: rounds the weights to two decimals, so with the default std most are 0 or 0.01
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.round(torch.randn(num_inputs, num_hiddens) * std, decimals=2)
    W2 = torch.round(torch.randn(num_hiddens, num_outputs) * std, decimals=2)
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-same-column: All columns of a weight are equal, so all hidden units compute the same and stay equal. How many numbers are drawn for `W1`?
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = (torch.randn(num_inputs, 1) * std).repeat(1, num_hiddens)
    W2 = (torch.randn(num_hiddens, 1) * std).repeat(1, num_outputs)
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
