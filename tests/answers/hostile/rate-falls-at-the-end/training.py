"""Training with a rate that falls at the end."""


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for epoch in range(num_epochs):
        if epoch == num_epochs - 2:
            optimizer.param_groups[0]["lr"] *= 0.67
        for X, y in train_iter:
            optimizer.zero_grad()
            loss(net(X), y).mean().backward()
            optimizer.step()
