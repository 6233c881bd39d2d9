"""Training that turns the counter back."""


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for epoch in range(num_epochs):
        for again in (True, False):
            for X, y in train_iter:
                optimizer.zero_grad()
                loss(net(X), y).mean().backward()
                optimizer.step()
            if again:
                train_iter._passes = 0
        train_iter._passes = epoch + 1
