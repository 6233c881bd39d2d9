"""Backpropagation through a network with one hidden layer, by hand.

The forward pass computes Z, H and O, one after the other. The backward pass goes the
same way in the other direction and asks at each step: how does the loss change when
this changes? It is the chain rule, with what the forward pass computed kept and used
again.

Shapes: X is flat, (B, num_inputs), one sample a row; Z and H are (B, num_hiddens), O is
(B, num_outputs). A gradient has the shape of what it is the gradient of, which tells
where each transpose belongs.
"""

from activations import relu, relu_grad
from loss import cross_entropy_grad


def forward(X, params):
    """Return (Z, H, O): before the ReLU, after the ReLU, and the logits.

    X: (B, num_inputs). params: [W1, b1, W2, b2] as from `init_params` of network.py.

        Z = X W1 + b1      (B, num_hiddens)
        H = relu(Z)        (B, num_hiddens)
        O = H W2 + b2      (B, num_outputs)

    Source: Dive into Deep Learning, "Forward Propagation, Backward Propagation, and
    Computational Graphs", https://d2l.ai/chapter_multilayer-perceptrons/backprop.html
    """
    raise NotImplementedError("your code here")


def backward(X, y, params, weight_decay):
    """Return [dW1, db1, dW2, db2], the gradients of the loss J with weight decay.

        J = mean(cross_entropy(O, y)) + weight_decay / 2 * (|W1|^2 + |W2|^2)

    where |W|^2 is the sum of the squares of all entries; the biases are not decayed.

    X: (B, num_inputs). y: (B,) labels. params: [W1, b1, W2, b2]. weight_decay: a
    number. Result: four tensors, each with the shape of its parameter.

    By hand: do not use autograd. Start from the gradient of the mean loss with respect
    to O (`cross_entropy_grad` of loss.py) and go back step by step. No entry of Z is 0.

    Source: Goodfellow et al., Deep Learning, section 6.5,
    https://www.deeplearningbook.org/contents/mlp.html; Dive into Deep Learning,
    "Forward Propagation, Backward Propagation, and Computational Graphs",
    https://d2l.ai/chapter_multilayer-perceptrons/backprop.html (there one sample is a
    column, here it is a row)
    """
    raise NotImplementedError("your code here")
