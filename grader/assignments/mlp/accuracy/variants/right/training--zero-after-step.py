# Gradients cleared after the step, the mean as a sum over the batch.
def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total, right, count = 0.0, 0.0, 0
    for X, y in train_iter:
        y_hat = net(X)
        losses = loss(y_hat, y)
        (losses.sum() / len(y)).backward()
        optimizer.step()
        optimizer.zero_grad()
        total += float(losses.detach().sum())
        right += accuracy(y_hat, y)
        count += len(y)
    return total / count, right / count
