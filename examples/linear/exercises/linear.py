"""A linear model, its loss, and the gradient of the loss."""


def predict(X, w, b):
    """Return X w + b.

    X: (n, d) inputs. w: (d,) weights. b: () bias. Result: (n,) predictions.

    Source: Bishop, Pattern Recognition and Machine Learning, section 3.1.
    """
    raise NotImplementedError("your code here")


def mse_loss(y_hat, y):
    """Return the mean squared error (1/n) sum_i (y_hat_i - y_i)^2.

    y_hat, y: (n,). Result: a tensor without axes.

    Source: Bishop, Pattern Recognition and Machine Learning, section 3.1.1.
    """
    raise NotImplementedError("your code here")


def mse_grad(X, y, w, b):
    """Return (dw, db), the gradient of the mean squared error of X w + b, by hand.

    X: (n, d). y: (n,). w: (d,). b: (). Result: dw (d,) and db ().

        dw = (2/n) X^T (X w + b - y),  db = (2/n) sum_i (X w + b - y)_i

    Source: Bishop, Pattern Recognition and Machine Learning, section 3.1.1.
    """
    raise NotImplementedError("your code here")
