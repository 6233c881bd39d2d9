# === net-noact: has no activation
def net(X, params):
    W1, b1, W2, b2 = params
    return (X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-act-output: has a ReLU on the logits too
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(relu(X.flatten(1) @ W1 + b1) @ W2 + b2)
# === net-act-output-only: has its ReLU after the second layer in place of the first
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu((X.flatten(1) @ W1 + b1) @ W2 + b2)
# === net-softmax-output: ends with a softmax
import torch
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return torch.softmax(relu(X.flatten(1) @ W1 + b1) @ W2 + b2, dim=1)
# === net-logsoftmax-output: ends with a log_softmax
import torch
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return torch.log_softmax(relu(X.flatten(1) @ W1 + b1) @ W2 + b2, dim=1)
# === net-sigmoid: uses sigmoid in place of ReLU
import torch


def net(X, params):
    W1, b1, W2, b2 = params
    return torch.sigmoid(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-tanh: squashes the hidden layer with tanh after the ReLU, which tiny activations hide
import torch


def net(X, params):
    W1, b1, W2, b2 = params
    return torch.tanh((X.flatten(1) @ W1 + b1).clamp(min=0)) @ W2 + b2
# === net-leaky: uses a leaky ReLU
import torch.nn.functional as F


def net(X, params):
    W1, b1, W2, b2 = params
    return F.leaky_relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-noflatten: does not flatten, so only flat images work
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X @ W1 + b1) @ W2 + b2
# === net-flatten-all: flattens the batch axis too
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.reshape(1, -1)[:, : W1.shape[0]] @ W1 + b1) @ W2 + b2
# === net-flatten-keep: flattens everything to one vector, so only a batch with one image works
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.flatten(0) @ W1 + b1) @ W2 + b2
# === net-flatten-4d: flattens images with a channel axis only
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    if X.dim() == 4:
        X = X.flatten(1)
    return relu(X @ W1 + b1) @ W2 + b2
# === net-fixed-inputs: reshapes to 784 columns whatever W1 says
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.reshape(-1, 784) @ W1 + b1) @ W2 + b2
# === net-fixed-batch: reshapes to 256 rows, so another batch size fails
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.reshape(256, -1) @ W1 + b1) @ W2 + b2
# === net-transposed-images: flattens the images column by column
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    if X.dim() > 2:
        X = X.transpose(-1, -2)
    return relu(X.reshape(X.shape[0], -1) @ W1 + b1) @ W2 + b2
# === net-pixel-major: puts the batch axis last before it reshapes, so the images are mixed up
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    X = X.flatten(1).T.reshape(-1, W1.shape[0])
    return relu(X @ W1 + b1) @ W2 + b2
# === net-nobias: leaves out both biases
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.flatten(1) @ W1) @ W2
# === net-nobias1: leaves out the first bias
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.flatten(1) @ W1) @ W2 + b2
# === net-nobias2: leaves out the second bias
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.flatten(1) @ W1 + b1) @ W2
# === net-bias-after: adds the first bias after the ReLU
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return (relu(X.flatten(1) @ W1) + b1) @ W2 + b2
# === net-bias-minus: subtracts the second bias
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.flatten(1) @ W1 + b1) @ W2 - b2
# === net-bias-column: adds the first bias as a column where the batch is as large as the hidden layer
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    Z = X.flatten(1) @ W1
    Z = Z + (b1.reshape(-1, 1) if Z.shape[0] == b1.shape[0] else b1)
    return relu(Z) @ W2 + b2
# === net-order: applies the ReLU before the first layer
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return (relu(X.flatten(1)) @ W1 + b1) @ W2 + b2
# === net-input-relu: applies a ReLU to the images as well
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(relu(X.flatten(1)) @ W1 + b1) @ W2 + b2
# === net-swap: unpacks the parameters in the order W1, W2, b1, b2
from activations import relu


def net(X, params):
    W1, W2, b1, b2 = params
    return relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-square-transposed: multiplies by the transposed weights where they are square
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    W2 = W2.T if W2.shape[0] == W2.shape[1] else W2
    return relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-normalise: standardises the images first
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    X = (X - 0.1307) / 0.3081
    return relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-255: divides the images by 255 again
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.flatten(1) / 255 @ W1 + b1) @ W2 + b2
# === net-dropout-on: has a dropout left in
import torch.nn.functional as F
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return F.dropout(relu(X.flatten(1) @ W1 + b1), 0.5) @ W2 + b2
# === net-argmax: returns the predicted classes
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return (relu(X.flatten(1) @ W1 + b1) @ W2 + b2).argmax(dim=1)
# === net-squeeze: drops the batch axis of a batch with one image
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return (relu(X.flatten(1) @ W1 + b1) @ W2 + b2).squeeze()
# === net-squeeze-input: squeezes the images, so a batch with one image loses its batch axis
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    X = X.squeeze()
    if X.dim() == 3:
        X = X.flatten(1)
    return relu(X.reshape(-1, W1.shape[0]) @ W1 + b1).squeeze(0) @ W2 + b2
# === net-hidden-detach: detaches the hidden layer, so W1 and b1 get no gradient
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.flatten(1) @ W1 + b1).detach() @ W2 + b2
# === net-data: works on .data, so nothing gets a gradient
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = [p.data for p in params]
    return relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-nograd: computes without recording gradients
import torch
from activations import relu


@torch.no_grad()
def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-bias-detach: uses the first bias without its graph, so it never learns
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.flatten(1) @ W1 + b1.detach()) @ W2 + b2
# === net-requires-grad: switches requires_grad on in the caller's parameters
from activations import relu


def net(X, params):
    for p in params:
        p.requires_grad_(True)
    W1, b1, W2, b2 = params
    return relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-inplace-input: clips the caller's images to 0..1
import torch
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    with torch.no_grad():
        X.clamp_(0, 1)
    return relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-inplace-list: takes the parameters out of the caller's list
from activations import relu


def net(X, params):
    params = params if isinstance(params, list) else list(params)
    W1, b1, W2, b2 = [params.pop(0) for _ in range(4)]
    return relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-float: converts the images to float32, so float64 fails
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    return relu(X.flatten(1).float() @ W1 + b1) @ W2 + b2
# === net-dtype: computes float64 in float32
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = [p.float() for p in params]
    return relu(X.flatten(1).float() @ W1 + b1) @ W2 + b2
# === net-new-params: ignores the parameters and makes new ones
import torch
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = [torch.randn_like(p) * 0.01 for p in params]
    return relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-remember: keeps the parameters of the first call
from activations import relu

_first = []


def net(X, params):
    if not _first or any(p.shape != q.shape for p, q in zip(_first, params)):
        _first[:] = params
    W1, b1, W2, b2 = _first
    return relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-buffer: keeps its logits in one buffer, so a later call without gradients overwrites them
import torch
from activations import relu

_logits = {}


def net(X, params):
    W1, b1, W2, b2 = params
    O = relu(X.flatten(1) @ W1 + b1) @ W2 + b2
    if O.requires_grad:
        return O
    return _logits.setdefault((O.shape, O.dtype), torch.empty_like(O)).copy_(O)
