"""Softmax, the cross-entropy loss, and its gradient by hand.

Softmax turns the logits of a network into probabilities. The cross-entropy is the price
for the probability that the right class got: 0 for certainty, without bound as the
probability goes to 0. The gradient of the two together is short: probabilities minus
one-hot labels.

Shapes: O holds the logits, (B, C), for B samples and C classes, in any memory order;
y holds the right classes, (B,), int64, each from 0 to C - 1.
"""

import torch


def softmax(O):
    """Return the probabilities exp(O) / sum of exp(O) over the classes.

    O: (B, C) logits. Result: (B, C), positive, each row sums to 1.

        softmax(torch.tensor([[0.0, 0.0], [0.0, 1.0]]))
            ->  tensor([[0.5000, 0.5000], [0.2689, 0.7311]])

    It must be right for logits from -1e4 to 1e4, with no nan and no inf, although
    exp(89) is already inf in float32. Use this: adding the same number to all logits of
    a row changes nothing. O itself is not changed.

    Source: Dive into Deep Learning, "Softmax Regression",
    https://d2l.ai/chapter_linear-classification/softmax-regression.html; Goodfellow et
    al., Deep Learning, section 4.1 (overflow and underflow),
    https://www.deeplearningbook.org/contents/numerical.html
    """
    raise NotImplementedError("your code here")


def cross_entropy(O, y):
    """Return the loss of each sample: -log(softmax(O)[y]).

    O: (B, C) logits, not probabilities. y: (B,) labels. Result: (B,), one loss a
    sample, not averaged and not summed.

        cross_entropy(torch.tensor([[0.0, 0.0], [0.0, 1.0]]), torch.tensor([0, 1]))
            ->  tensor([0.6931, 0.3133])

    It must be right for logits from -1e4 to 1e4: the loss of a wrong and certain answer
    is then about 2e4, not inf. For that, do not take the log of a probability that has
    become 0; simplify log(exp(a) / sum) on paper first. Autograd must be able to go
    through it to O.

    Source: Dive into Deep Learning, "Concise Implementation of Softmax Regression",
    softmax revisited,
    https://d2l.ai/chapter_linear-classification/softmax-regression-concise.html
    """
    raise NotImplementedError("your code here")


def cross_entropy_grad(O, y):
    """Return the gradient of the mean loss with respect to the logits.

    O: (B, C) logits. y: (B,) labels. Result: (B, C), the derivative of
    mean(cross_entropy(O, y)) by each entry of O:

        (softmax(O) - one_hot(y)) / B

    where one_hot(y) is (B, C), with a 1 in column y[i] of row i and 0 elsewhere.

        cross_entropy_grad(torch.tensor([[0.0, 0.0], [0.0, 0.0]]), torch.tensor([0, 1]))
            ->  tensor([[-0.2500, 0.2500], [0.2500, -0.2500]])

    By hand: do not use autograd. It is the gradient of the mean, as autograd gives it
    for `F.cross_entropy(O, y)`, and right for logits from -1e4 to 1e4.
    O is not changed.

    Source: Dive into Deep Learning, "Softmax Regression", softmax and cross-entropy
    loss, https://d2l.ai/chapter_linear-classification/softmax-regression.html
    """
    raise NotImplementedError("your code here")
