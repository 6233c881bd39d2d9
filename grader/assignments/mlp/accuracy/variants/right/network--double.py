# Computed in float64 and rounded at the end.
def net(X, params):
    W1, b1, W2, b2 = (p.double() for p in params)
    return ((X.flatten(1).double() @ W1 + b1).clamp(min=0) @ W2 + b2).to(X.dtype)


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.first = nn.Linear(num_inputs, num_hiddens)
        self.second = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        H = X.double() @ self.first.weight.T.double() + self.first.bias
        return (H.relu() @ self.second.weight.T.double() + self.second.bias).to(X.dtype)
