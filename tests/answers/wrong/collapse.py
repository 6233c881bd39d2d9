# === col-bias-drop: keeps only the second bias
def collapse(params):
    W1, b1, W2, b2 = params
    return W1 @ W2, b2
# === col-affine-linear: believes that the bias vanishes
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    return W1 @ W2, torch.zeros_like(b2)
# === col-bias-first: forgets the second bias
def collapse(params):
    W1, b1, W2, b2 = params
    return W1 @ W2, b1 @ W2
# === col-bias-add: adds the two biases
def collapse(params):
    W1, b1, W2, b2 = params
    return W1 @ W2, b1 + b2
# === col-bias-sum: adds the sum of the first bias to the second
def collapse(params):
    W1, b1, W2, b2 = params
    return W1 @ W2, b1.sum() + b2
# === col-bias-order: multiplies the first bias from the wrong side
def collapse(params):
    W1, b1, W2, b2 = params
    return W1 @ W2, W2 @ b1 + b2
# === col-bias-double: sends the second bias through the second layer as well
def collapse(params):
    W1, b1, W2, b2 = params
    return W1 @ W2, b1 @ W2 + 2 * b2
# === col-bias-row: returns the bias as (1, num_outputs)
def collapse(params):
    W1, b1, W2, b2 = params
    return W1 @ W2, b1.reshape(1, -1) @ W2 + b2
# === col-order: multiplies the weights in the wrong order
def collapse(params):
    W1, b1, W2, b2 = params
    return W2 @ W1, b1 @ W2 + b2
# === col-square: multiplies the weights in the wrong order where all of them are square
def collapse(params):
    W1, b1, W2, b2 = params
    W = W2 @ W1 if W1.shape == W2.shape == W1.T.shape else W1 @ W2
    return W, b1 @ W2 + b2
# === col-transpose: returns the weights as (num_outputs, num_inputs)
def collapse(params):
    W1, b1, W2, b2 = params
    return (W1 @ W2).T, b1 @ W2 + b2
# === col-sum: adds the weights
def collapse(params):
    W1, b1, W2, b2 = params
    return W1 + W2, b1 @ W2 + b2
# === col-elementwise: multiplies the weights elementwise
def collapse(params):
    W1, b1, W2, b2 = params
    return W1 * W2, b1 @ W2 + b2
# === col-relu: reads the weights off a network that still has its ReLU
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    f = lambda X: torch.relu(X @ W1 + b1) @ W2 + b2
    b = f(torch.zeros(1, len(W1), dtype=W1.dtype))[0]
    return f(torch.eye(len(W1), dtype=W1.dtype)) - b, b
# === col-relu-weights: cuts off negative weights of the first layer
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    return torch.relu(W1) @ W2, torch.relu(b1) @ W2 + b2
# === col-swapped: returns the bias first
def collapse(params):
    W1, b1, W2, b2 = params
    return b1 @ W2 + b2, W1 @ W2
# === col-weight-only: returns the weights without the bias
def collapse(params):
    W1, b1, W2, b2 = params
    return W1 @ W2
# === col-read-off: reads the weights off the network and forgets to subtract the bias
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    f = lambda X: (X @ W1 + b1) @ W2 + b2
    b = f(torch.zeros(1, len(W1), dtype=W1.dtype))[0]
    return f(torch.eye(len(W1), dtype=W1.dtype)), b
# === col-scaled: divides by the number of hidden units
def collapse(params):
    W1, b1, W2, b2 = params
    return W1 @ W2 / W1.shape[1], b1 @ W2 + b2
# === col-squeeze: drops axes of size 1, for example with one output
def collapse(params):
    W1, b1, W2, b2 = params
    return (W1 @ W2).squeeze(), (b1 @ W2 + b2).squeeze()
# === col-dtype: returns float32 for float64 parameters
def collapse(params):
    W1, b1, W2, b2 = [p.float() for p in params]
    return W1 @ W2, b1 @ W2 + b2
# === col-inplace: adds to the caller's second bias
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    with torch.no_grad():
        b2 += b1 @ W2
        return W1 @ W2, b2.clone()
# === col-inplace-list: empties the caller's list
def collapse(params):
    W1 = params.pop(0)
    b1 = params.pop(0)
    W2 = params.pop(0)
    b2 = params.pop(0)
    return W1 @ W2, b1 @ W2 + b2
# === col-fit: fits the weights to a few random inputs, fewer than a wide first layer needs
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    X = torch.randn(100, len(W1), dtype=W1.dtype)
    O = (X @ W1 + b1) @ W2 + b2
    ones = torch.ones(len(X), 1, dtype=W1.dtype)
    solution = torch.linalg.lstsq(torch.cat([X, ones], dim=1), O).solution
    return solution[:-1], solution[-1]
