# === pr-all: returns the predictions for the whole batch
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).argmax(dim=1)
# === pr-labels: returns the true labels
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return y[:n]
# === pr-scores: returns the scores
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X)[:n]
# === pr-values: returns the largest scores and not their places
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).max(dim=1).values[:n].long()
# === pr-dim0: takes the argmax over the batch
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).argmax(dim=0)[:n]
# === pr-argmin: takes the smallest score
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).argmin(dim=1)[:n]
# === pr-flat-argmax: takes the argmax over the whole batch
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X[:n]).argmax().reshape(1)
# === pr-second: returns the second best class
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).topk(2, dim=1).indices[:n, 1]
# === pr-ignores-n: always returns six
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).argmax(dim=1)[:6]
# === pr-default: returns ten by default
import torch


@torch.no_grad()
def predict(net, data_iter, n=10):
    for X, y in data_iter:
        return net(X).argmax(dim=1)[:n]
# === pr-name: calls its parameter count, so n= fails
import torch


@torch.no_grad()
def predict(net, data_iter, count=6):
    for X, y in data_iter:
        return net(X).argmax(dim=1)[:count]
# === pr-n-minus-one: returns one too few
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).argmax(dim=1)[: n - 1]
# === pr-from-one: leaves out the first sample
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).argmax(dim=1)[1:n + 1]
# === pr-last: returns the last n of the batch
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).argmax(dim=1)[-n:]
# === pr-last-batch: goes on to the last batch
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        result = net(X).argmax(dim=1)
        first = result if len(result) >= n else first
    return first[:n]
# === pr-second-batch: uses up the first batch to look at its shape
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    batches = iter(data_iter)
    X, y = next(batches)
    for X2, y2 in batches:
        if len(X2) >= n:
            X = X2
            break
    return net(X).argmax(dim=1)[:n]
# === pr-one-each: takes one prediction from each of the first n batches
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    firsts = []
    while len(firsts) < n:
        for X, y in data_iter:
            firsts.append(net(X[:1]).argmax(dim=1))
    return torch.cat(firsts)[:n]
# === pr-random: picks n samples at random
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X[torch.randperm(len(X))[:n]]).argmax(dim=1)
# === pr-sampled: draws the classes by their probabilities
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return torch.multinomial(torch.softmax(net(X[:n]), dim=1), 1).squeeze(1)
# === pr-sorted: sorts the predictions
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X[:n]).argmax(dim=1).sort().values
# === pr-unique: returns each class once
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).argmax(dim=1).unique()[:n]
# === pr-wrong-only: returns the predictions that are right and fills up with the others
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        y_hat = net(X).argmax(dim=1)
        order = (y_hat != y).long().argsort(stable=True)
        return y_hat[order][:n]
# === pr-int32: returns int32
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).argmax(dim=1)[:n].int()
# === pr-float: returns floating-point numbers
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).argmax(dim=1)[:n].float()
# === pr-list: returns a list
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).argmax(dim=1)[:n].tolist()
# === pr-names: returns the names of the classes
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    names = ["t-shirt", "trouser", "pullover", "dress", "coat",
             "sandal", "shirt", "sneaker", "bag", "ankle boot"]
    for X, y in data_iter:
        return [names[i % 10] for i in net(X).argmax(dim=1)[:n]]
# === pr-column: returns a column
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).argmax(dim=1, keepdim=True)[:n]
# === pr-squeeze: returns a 0-d tensor for n = 1
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X)[:n].argmax(dim=1).squeeze()
# === pr-unbatched: gives the net single samples without a batch axis
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return torch.stack([net(X[i].squeeze(0)).argmax() for i in range(n)])
# === pr-flat: flattens the batch, although the net may want images
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X.reshape(len(X), 784)).argmax(dim=1)[:n]
# === pr-train-mode: trains a little before it predicts
import torch
import torch.nn.functional as F


def predict(net, data_iter, n=6):
    for X, y in data_iter:
        y_hat = net(X)
        if isinstance(net, torch.nn.Module):
            params = [p for p in net.parameters() if p.requires_grad]
            grads = torch.autograd.grad(F.cross_entropy(y_hat, y), params)
            with torch.no_grad():
                for p, g in zip(params, grads):
                    p -= 0.1 * g
        return y_hat.argmax(dim=1)[:n]
# === pr-sign-binary: tests the sign of the second score when there are two classes
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        y_hat = net(X)
        if y_hat.shape[1] == 2:
            return (y_hat[:n, 1] > 0).long()
        return y_hat.argmax(dim=1)[:n]
# === pr-confident: returns class 0 where the probability is below one half
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        p, y_hat = torch.softmax(net(X), dim=1).max(dim=1)
        return torch.where(p > 0.5, y_hat, 0)[:n]
# === pr-rounded: casts the scores to whole numbers first, which makes ties
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        return net(X).long().argmax(dim=1)[:n]
# === pr-cached: remembers the predictions for a net and does not see that it has learnt
import torch

_predictions = {}


@torch.no_grad()
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        if id(net) not in _predictions:
            _predictions[id(net)] = net(X).argmax(dim=1)
        return _predictions[id(net)][:n]
# === pr-grad-off: leaves gradient recording off
import torch


def predict(net, data_iter, n=6):
    torch.set_grad_enabled(False)
    for X, y in data_iter:
        return net(X).argmax(dim=1)[:n]
# === pr-reseed: seeds the global generator, so that a shuffled iterator gives the same batch
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    torch.manual_seed(0)
    for X, y in data_iter:
        return net(X).argmax(dim=1)[:n]
# === pr-next: calls next on the iterator, which a DataLoader does not allow
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    X, y = next(data_iter)
    return net(X).argmax(dim=1)[:n]
