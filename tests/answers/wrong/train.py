# === tr-epochs: starts its count at 1, so one epoch is missing
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(1, num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-epochs-more: trains one epoch too many
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs + 1):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-epochs-ten: always trains 10 epochs
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(10):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-epochs-hidden: trains one epoch more than it reports
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    train_epoch(net, train_iter, loss, optimizer)
    return history
# === tr-warmup: trains one epoch before it begins to report
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    train_epoch(net, train_iter, loss, optimizer)
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-twice: trains twice in each epoch
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_epoch(net, train_iter, loss, optimizer)
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-return-inside: returns inside the loop, after one epoch
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
        return history
# === tr-no-training: never trains
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_acc = evaluate_accuracy(net, train_iter)
        train_loss = 1 - train_acc
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-one-shot: makes an iterator once, which is used up after the first epoch
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    batches = iter(train_iter)
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, batches, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-frozen-shuffle: keeps the first epoch's batches, so the data is never shuffled again
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    batches = list(train_iter)
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, batches, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-reset: starts each epoch from the first parameters
import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    params = [p for group in optimizer.param_groups for p in group["params"]]
    first = [p.detach().clone() for p in params]
    for epoch in range(num_epochs):
        with torch.no_grad():
            for p, q in zip(params, first):
                p.copy_(q)
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-reset-optimizer: makes a new optimizer for each epoch, so momentum is lost
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        optimizer.state.clear()
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-own-optimizer: makes a plain SGD optimizer and ignores the given one
import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    params = [p for group in optimizer.param_groups for p in group["params"]]
    optimizer = torch.optim.SGD(params, lr=0.1)
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-test-train: trains on the test data
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, test_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-test-too: trains on the test data after the training data
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        train_epoch(net, test_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-test-last: trains on the test data once, after the last epoch
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    train_epoch(net, test_iter, loss, optimizer)
    return history
# === tr-test-by-train-epoch: measures the test accuracy with train_epoch, which trains
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = train_epoch(net, test_iter, loss, optimizer)[1]
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-eval-train: measures the test accuracy on the training data
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, train_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-eval-copy: reports the training accuracy as the test accuracy
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = train_acc
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-eval-before: measures the test accuracy before the epoch
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        test_acc = evaluate_accuracy(net, test_iter)
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-eval-once: measures the test accuracy before the first epoch only
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    test_acc = evaluate_accuracy(net, test_iter)
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-eval-end: measures the test accuracy at the end and writes it into every row
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        history.append((train_loss, train_acc))
    test_acc = evaluate_accuracy(net, test_iter)
    return [(l, a, test_acc) for l, a in history]
# === tr-eval-second: measures the test accuracy in every second epoch and repeats it
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        if epoch % 2 == 0:
            test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-eval-first-copy: measures the test accuracy of a copy made before the training
import copy


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    frozen = copy.deepcopy(net)
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(frozen, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-train-acc-after: measures the training accuracy anew after the epoch
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        train_acc = evaluate_accuracy(net, train_iter)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-best-test: puts the parameters with the best test accuracy back at the end
import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    params = [p for group in optimizer.param_groups for p in group["params"]]
    best_acc, best = -1, []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
        if test_acc > best_acc:
            best_acc, best = test_acc, [p.detach().clone() for p in params]
    with torch.no_grad():
        for p, q in zip(params, best):
            p.copy_(q)
    return history
# === tr-best-report: reports the best test accuracy so far
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        best = max([test_acc] + [row[2] for row in history])
        history.append((train_loss, train_acc, best))
    return history
# === tr-average: puts the average of the epochs' parameters in at the end
import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    params = [p for group in optimizer.param_groups for p in group["params"]]
    sums = [torch.zeros_like(p) for p in params]
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
        for s, p in zip(sums, params):
            s += p.detach()
    with torch.no_grad():
        for s, p in zip(sums, params):
            p.copy_(s / num_epochs)
    return history
# === tr-restore: puts the first parameters back at the end
import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    params = [p for group in optimizer.param_groups for p in group["params"]]
    first = [p.detach().clone() for p in params]
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    with torch.no_grad():
        for p, q in zip(params, first):
            p.copy_(q)
    return history
# === tr-early-stop: stops when the test accuracy falls
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
        if len(history) > 1 and test_acc < history[-2][2]:
            break
    return history
# === tr-early-stop-acc: stops when the training accuracy is 1
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
        if train_acc == 1:
            break
    return history
# === tr-lr: multiplies the learning rate by ten
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for group in optimizer.param_groups:
        group["lr"] *= 10
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-lr-step: divides the learning rate by ten in the middle
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        if epoch == num_epochs // 2 and epoch > 0:
            for group in optimizer.param_groups:
                group["lr"] /= 10
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-lr-schedule: lets a scheduler make the learning rate smaller
import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
        scheduler.step()
    return history
# === tr-lr-plateau: halves the learning rate when the loss rises
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
        if len(history) > 1 and train_loss > history[-2][0]:
            for group in optimizer.param_groups:
                group["lr"] /= 2
    return history
# === tr-momentum: switches momentum on
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for group in optimizer.param_groups:
        if "momentum" in group:
            group["momentum"] = 0.9
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-frozen: freezes all parameters but the last two
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    params = [p for group in optimizer.param_groups for p in group["params"]]
    for p in params[:-2]:
        p.requires_grad_(False)
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-print-only: prints its results and returns nothing
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        print(epoch, train_loss, train_acc, test_acc)
# === tr-last-only: returns the last epoch's results only
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history[-1]
# === tr-last-row: returns a list with the last epoch's row only
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history = [(train_loss, train_acc, test_acc)]
    return history
# === tr-columns: returns three lists, one a quantity
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return [list(column) for column in zip(*history)]
# === tr-two: leaves out the test accuracy
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc))
    return history
# === tr-order: puts the test accuracy first
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((test_acc, train_loss, train_acc))
    return history
# === tr-swapped: swaps the training loss and the training accuracy
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_acc, train_loss = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-swapped-acc: swaps the two accuracies
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, test_acc, train_acc))
    return history
# === tr-epoch-number: puts the number of the epoch into each row
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((epoch, train_loss, train_acc, test_acc))
    return history
# === tr-dicts: returns dicts
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append({"train_loss": train_loss, "train_acc": train_acc, "test_acc": test_acc})
    return history
# === tr-reversed: puts the last epoch first
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.insert(0, (train_loss, train_acc, test_acc))
    return history
# === tr-same-row: fills one list again and again, so all rows show the last epoch
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    row = [0, 0, 0]
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        row[:] = train_loss, train_acc, test_acc
        history.append(row)
    return history
# === tr-running-mean: averages the losses over the epochs so far
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    losses = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        losses = losses + [train_loss]
        history.append((sum(losses) / len(losses), train_acc, test_acc))
    return history
# === tr-zero-row: begins with a row of the untrained net
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    history.append((0.0, evaluate_accuracy(net, train_iter), evaluate_accuracy(net, test_iter)))
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-default-history: keeps its history in a default argument, so a second call begins with the first one's rows
def train(net, train_iter, test_iter, loss, optimizer, num_epochs, history=[]):
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-global-history: returns a global list that a later call empties
_history = []


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = _history
    history.clear()
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-round: rounds the results to three decimals
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((round(train_loss, 3), round(train_acc, 3), round(test_acc, 3)))
    return history
# === tr-reseed: seeds the global generator in each epoch
import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        torch.manual_seed(epoch)
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-seed-once: seeds the global generator at the start
import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    torch.manual_seed(0)
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-hardcode: returns the tutorial's numbers
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return [(0.42, 0.85, 0.84)] * num_epochs
# === tr-eval-mode: trains in eval mode with a loop of its own
import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        if isinstance(net, torch.nn.Module):
            net.eval()
        total_loss = right = total = 0
        for X, y in train_iter:
            y_hat = net(X)
            l = loss(y_hat, y)
            optimizer.zero_grad()
            l.mean().backward()
            optimizer.step()
            total_loss, total = total_loss + l.sum().item(), total + len(y)
            right += accuracy(y_hat, y)
        train_loss, train_acc = total_loss / total, right / total
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-train-once: switches to train mode once, so after the first evaluation it trains in eval mode
import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    if isinstance(net, torch.nn.Module):
        net.train()
    for epoch in range(num_epochs):
        total_loss = right = total = 0
        for X, y in train_iter:
            y_hat = net(X)
            l = loss(y_hat, y)
            optimizer.zero_grad()
            l.mean().backward()
            optimizer.step()
            total_loss, total = total_loss + l.sum().item(), total + len(y)
            right += accuracy(y_hat, y)
        train_loss, train_acc = total_loss / total, right / total
        if isinstance(net, torch.nn.Module):
            net.eval()
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-eval-train-mode: measures the test accuracy in train mode with a loop of its own
import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        with torch.no_grad():
            right = total = 0
            for X, y in test_iter:
                right, total = right + accuracy(net(X), y), total + len(y)
        test_acc = right / total
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-test-batchmean: averages the test accuracies of the batches
import torch


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        with torch.no_grad():
            if isinstance(net, torch.nn.Module):
                net.eval()
            shares = [accuracy(net(X), y) / len(y) for X, y in test_iter]
        test_acc = sum(shares) / len(shares)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-merged: puts the test batches among the training batches
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, list(train_iter) + list(test_iter), loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history
# === tr-peek: goes through the training data once more before each epoch to count it
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        count = sum(len(y) for X, y in train_iter)
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
        assert count > 0
    return history
