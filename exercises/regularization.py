"""Weight decay and dropout: two ways to keep a network from learning by heart.

A network with many parameters can fit its training images and still do badly on new
ones. Weight decay makes large weights cost something. Dropout switches units off at
random during training, so that no unit can rely on one other unit alone.
"""

import torch


def l2_penalty(weights, weight_decay):
    """Return weight_decay / 2 times the sum of the squares of all weights.

    weights: a non-empty list of tensors of any shapes. weight_decay: a number, 0 or
    more. Result: a 0-d tensor, also for weight_decay = 0.

        l2_penalty([torch.tensor([1.0, 2.0]), torch.tensor([[2.0]])], 0.1)
            ->  tensor(0.4500)

    Autograd must be able to go through it: the gradient by W is weight_decay * W. That
    is why the factor is 1/2.

    Source: Dive into Deep Learning, "Weight Decay",
    https://d2l.ai/chapter_linear-regression/weight-decay.html
    """
    raise NotImplementedError("your code here")


def dropout(X, p, training=True):
    """Return X with each element set to 0 with probability p, the others scaled up.

    X: any shape. p: the probability to drop, in [0, 1]. Result: the shape of X.

        0            with probability p, drawn for each element on its own
        X / (1 - p)  otherwise

    The scaling keeps the expected value at X. This is called inverted dropout, and it
    needs no change at test time: with training=False the result has the values of X. So
    it has with p = 0; with p = 1 all is 0, without nan. With training=True, a p outside
    [0, 1] raises ValueError.

    Two calls drop different elements: do not set a seed. X is not changed. Autograd
    must be able to go through it to X for p < 1.

        dropout(torch.ones(4), 0.5)  ->  for example tensor([2., 0., 0., 2.])

    Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from
    overfitting", JMLR 15 (2014), which scales at test time instead; Dive into Deep
    Learning, "Dropout", https://d2l.ai/chapter_multilayer-perceptrons/dropout.html
    """
    raise NotImplementedError("your code here")
