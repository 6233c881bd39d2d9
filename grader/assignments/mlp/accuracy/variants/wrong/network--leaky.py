# A leaky ReLU with slope 0.01.
def net(X, params):
    W1, b1, W2, b2 = params
    return torch.nn.functional.leaky_relu(X.flatten(1) @ W1 + b1, 0.01) @ W2 + b2


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.first = nn.Linear(num_inputs, num_hiddens)
        self.second = nn.Linear(num_hiddens, num_outputs)

    def forward(self, X):
        return self.second(torch.nn.functional.leaky_relu(self.first(X), 0.01))
