"""Training by closures."""


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for _ in range(num_epochs):
        for X, y in train_iter:

            def closure():
                optimizer.zero_grad()
                mean = loss(net(X), y).mean()
                mean.backward()
                return mean

            optimizer.step(closure)
