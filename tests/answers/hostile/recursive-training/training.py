"""Training by recursion."""


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    if num_epochs > 1:
        history = train(net, train_iter, test_iter, loss, optimizer, num_epochs - 1)
    for X, y in train_iter:
        optimizer.zero_grad()
        losses = loss(net(X), y)
        losses.mean().backward()
        optimizer.step()
    return [*history, (float(losses.mean()), 0.0, 0.0)]
