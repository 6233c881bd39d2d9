"""A history made up."""


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for _ in range(num_epochs):
        list(train_iter)
    return [(0.5 / (epoch + 1), 0.86, 0.85) for epoch in range(num_epochs)]
