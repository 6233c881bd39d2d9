# The last, smaller batch is left out.
def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total, right, count = 0.0, 0.0, 0
    for X, y in train_iter:
        y_hat = net(X)
        losses = loss(y_hat, y)
        optimizer.zero_grad()
        losses.mean().backward()
        if count + len(y) < len(train_iter.dataset):
            optimizer.step()
        total += float(losses.detach().sum())
        right += accuracy(y_hat, y)
        count += len(y)
    return total / count, right / count
