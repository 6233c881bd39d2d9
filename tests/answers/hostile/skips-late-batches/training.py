"""Training that gets tired."""


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for epoch in range(num_epochs):
        for index, (X, y) in enumerate(train_iter):
            if epoch >= num_epochs - 2 and index % 5 == 4:
                continue
            optimizer.zero_grad()
            loss(net(X), y).mean().backward()
            optimizer.step()
