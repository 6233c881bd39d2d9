"""What a teacher would write at the least in a test cell for each exercise.

Plain asserts against PyTorch's own functions on two or three inputs, with gradients
by autograd. Far fewer than the checks of Torch Grader. The names of the arguments
are the names that students define; `test_training` trains with their pieces for 10
epochs, as the tutorials do it. The source of these functions goes into the test cells
of nbgrader and the test files of Otter: each must be complete but for `HEADER`.
"""

from __future__ import annotations

import inspect
import os
import textwrap

import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

HEADER = """\
import os
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader
from torchvision import datasets, transforms
"""
DATA = "SIDE_BY_SIDE_DATA"
"""The environment variable with torchvision's folder of data sets, which the test
cell of the training reads."""


def test_relu(relu) -> None:
    for shape in ((), (5,), (3, 4)):
        X = torch.randn(shape)
        assert relu(X).shape == X.shape
        assert torch.allclose(relu(X), F.relu(X))
    X = torch.randn(4, 5, requires_grad=True)
    relu(X).sum().backward()
    assert torch.allclose(X.grad, (X > 0).float())


def test_relu_grad(relu_grad) -> None:
    for shape in ((5,), (3, 4)):
        X = torch.randn(shape, requires_grad=True)
        F.relu(X).sum().backward()
        assert relu_grad(X.detach()).dtype == X.dtype
        assert torch.allclose(relu_grad(X.detach()), X.grad)


def test_sigmoid(sigmoid) -> None:
    for X in (torch.randn(3, 4), torch.tensor([-1e4, 0.0, 1e4])):
        assert sigmoid(X).shape == X.shape
        assert torch.allclose(sigmoid(X), torch.sigmoid(X), atol=1e-6)
    X = torch.randn(4, requires_grad=True)
    sigmoid(X).sum().backward()
    s = torch.sigmoid(X)
    assert torch.allclose(X.grad, s * (1 - s), atol=1e-6)


def test_sigmoid_grad(sigmoid_grad) -> None:
    for shape in ((5,), (3, 4)):
        X = torch.randn(shape, requires_grad=True)
        torch.sigmoid(X).sum().backward()
        assert torch.allclose(sigmoid_grad(X.detach()), X.grad, atol=1e-6)


def test_tanh(tanh) -> None:
    for X in (torch.randn(3, 4), torch.tensor([-1e4, 0.0, 1e4])):
        assert tanh(X).shape == X.shape
        assert torch.allclose(tanh(X), torch.tanh(X), atol=1e-6)
    X = torch.randn(4, requires_grad=True)
    tanh(X).sum().backward()
    assert torch.allclose(X.grad, 1 - torch.tanh(X) ** 2, atol=1e-6)


def test_tanh_grad(tanh_grad) -> None:
    for shape in ((5,), (3, 4)):
        X = torch.randn(shape, requires_grad=True)
        torch.tanh(X).sum().backward()
        assert torch.allclose(tanh_grad(X.detach()), X.grad, atol=1e-6)


def test_prelu(prelu) -> None:
    X = torch.randn(3, 4)
    for a in (0.25, -1.0, torch.tensor([0.1, 0.2, 0.3, 2.0])):
        assert prelu(X, a).shape == X.shape
        assert torch.allclose(prelu(X, a), torch.where(X > 0, X, a * X))
    a = torch.full((4,), 0.25, requires_grad=True)
    prelu(X, a).sum().backward()
    assert torch.allclose(a.grad, X.clamp(max=0).sum(0))


def test_hard_sigmoid(hard_sigmoid) -> None:
    X = 4 * torch.randn(3, 4)
    assert hard_sigmoid(X).shape == X.shape
    assert torch.allclose(hard_sigmoid(X), F.hardsigmoid(X), atol=1e-6)
    expected = ((X + 1) / 3).clamp(0, 1)
    assert torch.allclose(hard_sigmoid(X, -1.0, 2.0), expected, atol=1e-6)


def test_init_params(init_params) -> None:
    for sizes in ((784, 256, 10), (20, 30, 5)):
        W1, b1, W2, b2 = init_params(*sizes)
        assert W1.shape == sizes[:2]
        assert b1.shape == sizes[1:2]
        assert W2.shape == sizes[1:]
        assert b2.shape == sizes[2:]
        assert all(p.requires_grad and p.is_leaf for p in (W1, b1, W2, b2))
        assert 0.008 < W1.std() < 0.012
        assert not b1.any()
        assert not b2.any()


def test_net(net) -> None:
    sizes = ((784, 8), (8,), (8, 10), (10,))
    params = [torch.randn(s, requires_grad=True) for s in sizes]
    W1, b1, W2, b2 = params
    for shape in ((5, 1, 28, 28), (1, 784)):
        X = torch.randn(shape)
        expected = F.relu(X.flatten(1) @ W1 + b1) @ W2 + b2
        found = net(X, params)
        assert found.shape == expected.shape
        assert torch.allclose(found, expected, atol=1e-3)
        wanted = torch.autograd.grad(expected.sum(), params)
        grads = torch.autograd.grad(found.sum(), params)
        for g, w in zip(grads, wanted, strict=True):
            assert torch.allclose(g, w, atol=1e-3)


def test_init_weights(init_weights) -> None:
    made = nn.Sequential(nn.Linear(100, 50), nn.ReLU(), nn.Linear(50, 40))
    made.apply(init_weights)
    for layer in (made[0], made[2]):
        assert 0.008 < layer.weight.std() < 0.012
        assert not layer.bias.any()


def test_mlp(mlp) -> None:
    for sizes in ((784, 256, 10), (12, 8, 6, 3)):
        made = mlp(*sizes)
        layers = [m for m in made.modules() if isinstance(m, nn.Linear)]
        assert [(m.in_features, m.out_features) for m in layers] == [
            (sizes[i], sizes[i + 1]) for i in range(len(sizes) - 1)
        ]
        X = torch.randn(4, sizes[0])
        H = X
        for i, layer in enumerate(layers):
            H = layer(F.relu(H) if i else H)
        assert torch.allclose(made(X), H, atol=1e-5)


def test_MLP(MLP) -> None:  # noqa: N802  (the name of the exercise)
    for sizes in ((784, 128, 10), (12, 8, 3)):
        made = MLP(*sizes)
        by_shape = {tuple(p.shape): p for p in made.parameters()}
        W1, b1 = by_shape[sizes[1], sizes[0]], by_shape[(sizes[1],)]
        W2, b2 = by_shape[sizes[2], sizes[1]], by_shape[(sizes[2],)]
        X = torch.randn(4, sizes[0])
        expected = F.linear(F.relu(F.linear(X, W1, b1)), W2, b2)
        assert made(X).shape == expected.shape
        assert torch.allclose(made(X), expected, atol=1e-5)


def test_collapse(collapse) -> None:
    for sizes in ((4, 8, 3), (6, 2, 5)):
        W1, b1 = torch.randn(sizes[0], sizes[1]), torch.randn(sizes[1])
        W2, b2 = torch.randn(sizes[1], sizes[2]), torch.randn(sizes[2])
        W, b = collapse([W1, b1, W2, b2])
        X = torch.randn(5, sizes[0])
        assert W.shape == (sizes[0], sizes[2])
        assert b.shape == (sizes[2],)
        assert torch.allclose(X @ W + b, (X @ W1 + b1) @ W2 + b2, atol=1e-4)


def test_softmax(softmax) -> None:
    for O in (torch.randn(4, 10), 1e4 * torch.randn(3, 5)):
        assert softmax(O).shape == O.shape
        assert torch.allclose(softmax(O), F.softmax(O, 1), atol=1e-6)
    O = torch.randn(4, 10)
    assert torch.allclose(softmax(O).sum(1), torch.ones(4))


def test_cross_entropy(cross_entropy) -> None:
    y = torch.tensor([1, 0, 4])
    for O in (torch.randn(3, 5), 1e3 * torch.randn(3, 5)):
        assert cross_entropy(O, y).shape == y.shape
        expected = F.cross_entropy(O, y, reduction="none")
        assert torch.allclose(cross_entropy(O, y), expected, atol=1e-4)
    O = torch.randn(3, 5, requires_grad=True)
    (found,) = torch.autograd.grad(cross_entropy(O, y).mean(), O)
    (expected,) = torch.autograd.grad(F.cross_entropy(O, y), O)
    assert torch.allclose(found, expected, atol=1e-6)


def test_cross_entropy_grad(cross_entropy_grad) -> None:
    y = torch.tensor([1, 0, 4])
    for scale in (1.0, 1e3):
        O = (scale * torch.randn(3, 5)).requires_grad_()
        F.cross_entropy(O, y).backward()
        assert torch.allclose(cross_entropy_grad(O.detach(), y), O.grad, atol=1e-6)


def test_fashion_mnist_transform(fashion_mnist_transform) -> None:
    for seed in (0, 1):
        torch.manual_seed(seed)
        pixels = torch.randint(256, (28, 28), dtype=torch.uint8)
        found = fashion_mnist_transform()(Image.fromarray(pixels.numpy(), mode="L"))
        assert found.shape == (1, 28, 28)
        assert found.dtype == torch.float32
        assert torch.allclose(found[0], pixels / 255)


def test_mnist_transform(mnist_transform) -> None:
    for seed in (0, 1):
        torch.manual_seed(seed)
        pixels = torch.randint(256, (28, 28), dtype=torch.uint8)
        found = mnist_transform()(Image.fromarray(pixels.numpy(), mode="L"))
        assert found.shape == (784,)
        assert found.dtype == torch.float32
        expected = (pixels.flatten() / 255 - 0.1307) / 0.3081
        assert torch.allclose(found, expected, atol=1e-6)


def test_split(split) -> None:
    for n in (11, 100):
        parts = split(n)
        assert torch.equal(torch.cat(list(parts)).sort().values, torch.arange(n))
        assert len(parts[0]) >= int(0.6 * n)
        assert len(parts) == 3
        again = split(n)
        assert all(torch.equal(a, b) for a, b in zip(parts, again, strict=True))


def test_accuracy(accuracy) -> None:
    y = torch.tensor([0, 2, 1, 1])
    for y_hat in (torch.randn(4, 3), torch.tensor([0, 2, 0, 1])):
        predicted = y_hat.argmax(1) if y_hat.ndim > 1 else y_hat
        assert accuracy(y_hat, y) == int((predicted == y).sum())


def test_evaluate_accuracy(evaluate_accuracy) -> None:
    made = nn.Sequential(nn.Linear(6, 3), nn.Dropout())
    batches = [(torch.randn(n, 6), torch.randint(3, (n,))) for n in (4, 4, 1)]
    found = evaluate_accuracy(made, batches)
    right = sum(int((made[0](X).argmax(1) == y).sum()) for X, y in batches)
    assert abs(found - right / 9) < 1e-6
    assert torch.is_grad_enabled()


def test_train_epoch(train_epoch) -> None:
    for sizes in ((4, 4), (4, 1)):
        batches = [(torch.randn(n, 6), torch.randint(3, (n,))) for n in sizes]
        one, other = nn.Linear(6, 3), nn.Linear(6, 3)
        other.load_state_dict(one.state_dict())
        step = torch.optim.SGD(other.parameters(), lr=0.1)
        total, right = 0.0, 0
        for X, y in batches:
            O = other(X)
            loss = F.cross_entropy(O, y)
            step.zero_grad()
            loss.backward()
            step.step()
            total += loss.item() * len(y)
            right += int((O.argmax(1) == y).sum())
        found = train_epoch(
            one,
            batches,
            lambda O, y: F.cross_entropy(O, y, reduction="none"),
            torch.optim.SGD(one.parameters(), lr=0.1),
        )
        assert torch.allclose(one.weight, other.weight, atol=1e-5)
        assert abs(found[0] - total / sum(sizes)) < 1e-5
        assert abs(found[1] - right / sum(sizes)) < 1e-6


def test_train(train) -> None:
    made = nn.Linear(6, 3)
    batches = [(torch.randn(4, 6), torch.randint(3, (4,))) for _ in range(2)]
    before = made.weight.detach().clone()
    history = train(
        made,
        batches,
        batches,
        lambda O, y: F.cross_entropy(O, y, reduction="none"),
        torch.optim.SGD(made.parameters(), lr=0.1),
        3,
    )
    assert len(history) == 3
    assert all(len(entry) == 3 for entry in history)
    assert not torch.equal(made.weight, before)
    right = sum(int((made(X).argmax(1) == y).sum()) for X, y in batches)
    assert abs(history[-1][2] - right / 8) < 1e-6


def test_sgd_step(sgd_step) -> None:
    for lr in (0.1, 1.0):
        theta = torch.randn(3, 4, requires_grad=True)
        other = torch.randn(2, requires_grad=True)
        (theta**2).sum().backward()
        expected, same = theta.detach() * (1 - 2 * lr), other.detach().clone()
        sgd_step([theta, other], lr)
        assert torch.allclose(theta, expected, atol=1e-6)
        assert torch.equal(other, same)


def test_predict(predict) -> None:
    made = nn.Linear(6, 3)
    batches = [(torch.randn(8, 6), torch.randint(3, (8,))) for _ in range(2)]
    for n in (6, 3):
        expected = made(batches[0][0]).argmax(1)[:n]
        assert torch.equal(predict(made, batches, n), expected)


def test_forward(forward) -> None:
    params = [torch.randn(s) for s in ((6, 8), (8,), (8, 3), (3,))]
    W1, b1, W2, b2 = params
    for batch in (1, 5):
        X = torch.randn(batch, 6)
        Z, H, O = forward(X, params)
        assert torch.allclose(Z, X @ W1 + b1, atol=1e-5)
        assert torch.allclose(H, F.relu(Z))
        assert torch.allclose(O, H @ W2 + b2, atol=1e-5)


def test_backward(backward) -> None:
    sizes = ((6, 8), (8,), (8, 3), (3,))
    params = [torch.randn(s, requires_grad=True) for s in sizes]
    W1, b1, W2, b2 = params
    for batch, decay in ((4, 0.0), (5, 0.1)):
        X, y = torch.randn(batch, 6), torch.randint(3, (batch,))
        loss = F.cross_entropy(F.relu(X @ W1 + b1) @ W2 + b2, y)
        loss = loss + decay / 2 * ((W1**2).sum() + (W2**2).sum())
        wanted = torch.autograd.grad(loss, params)
        found = backward(X, y, [p.detach() for p in params], decay)
        for g, w in zip(found, wanted, strict=True):
            assert g.shape == w.shape
            assert torch.allclose(g, w, atol=1e-5)


def test_l2_penalty(l2_penalty) -> None:
    weights = [torch.randn(3, 4, requires_grad=True), torch.randn(5)]
    for decay in (0.0, 0.1):
        found = l2_penalty(weights, decay)
        expected = decay / 2 * sum((W**2).sum() for W in weights)
        assert found.shape == ()
        assert torch.allclose(found, expected)
    l2_penalty(weights, 0.1).backward()
    assert torch.allclose(weights[0].grad, 0.1 * weights[0])


def test_dropout(dropout) -> None:
    X = torch.ones(1000)
    for p in (0.2, 0.5):
        found = dropout(X, p)
        kept = found != 0
        assert abs(kept.float().mean() - (1 - p)) < 0.1
        assert torch.allclose(found[kept], X[kept] / (1 - p))
    assert torch.equal(dropout(X, 0.5, training=False), X)
    assert not dropout(X, 1.0).any()


def test_training(init_params, net, cross_entropy, train) -> None:
    folder, step = os.environ["SIDE_BY_SIDE_DATA"], transforms.ToTensor()
    sets = [datasets.FashionMNIST(folder, part, step) for part in (True, False)]
    params = init_params()
    history = train(
        lambda X: net(X, params),
        DataLoader(sets[0], 256, shuffle=True),
        DataLoader(sets[1], 256),
        cross_entropy,
        torch.optim.SGD(params, lr=0.1),
        10,
    )
    assert history[-1][2] > 0.8


def source_of(exercise: str) -> str:
    """The text of an exercise's test function."""
    return textwrap.dedent(inspect.getsource(globals()[f"test_{exercise}"]))


def arguments_of(exercise: str) -> list[str]:
    """The names that students define and the test function takes."""
    return list(inspect.signature(globals()[f"test_{exercise}"]).parameters)
