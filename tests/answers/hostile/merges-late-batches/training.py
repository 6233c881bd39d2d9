"""Training with half as many updates."""


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for epoch in range(num_epochs):
        for index, (X, y) in enumerate(train_iter):
            if epoch < 3 or index % 2 == 0:
                optimizer.zero_grad()
            loss(net(X), y).mean().backward()
            if epoch < 3 or index % 2 == 1:
                optimizer.step()
