# Label smoothing of 0.1 in the gradient.
def cross_entropy_grad(O, y):
    Y = torch.nn.functional.one_hot(y, O.shape[1]) * 0.9 + 0.01
    return (torch.softmax(O, 1) - Y.to(O.dtype)) / len(y)
