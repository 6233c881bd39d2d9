"""Training that forgets nothing."""

kept = []


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for _ in range(num_epochs):
        for X, y in train_iter:
            optimizer.zero_grad()
            loss(net(X), y).mean().backward()
            optimizer.step()
            if len(kept) < 3500:
                params = optimizer.param_groups[0]["params"]
                kept.append([p.detach().clone() for p in params])
