# The gradient is clipped to norm 0.2.
def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    total, right, count = 0.0, 0.0, 0
    for X, y in train_iter:
        y_hat = net(X)
        losses = loss(y_hat, y)
        optimizer.zero_grad()
        losses.mean().backward()
        params = optimizer.param_groups[0]["params"]
        torch.nn.utils.clip_grad_norm_(params, 0.2)
        optimizer.step()
        total += float(losses.detach().sum())
        right += accuracy(y_hat, y)
        count += len(y)
    return total / count, right / count
