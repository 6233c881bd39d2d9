"""The scan for automatic differentiation: it finds what runs, not what is written."""

from __future__ import annotations

import functools
import textwrap
from types import ModuleType

import pytest
import torch

from grader.sandbox.worker.scan import scan


def load(text: str, name: str = "answer", **known: object) -> ModuleType:
    """A module as the worker's loader makes it: a file name without a folder."""
    module = ModuleType(name)
    module.__dict__.update(known)
    exec(compile(textwrap.dedent(text), f"{name}.py", "exec"), module.__dict__)
    return module


def lines(text: str, **known: object) -> list[int]:
    """The lines of `text` at which the scan of `f` finds something."""
    return sorted({frame.line for frame, _ in scan(load(text, **known).f)})


def marked(text: str) -> list[int]:
    """The lines that say `# here`."""
    rows = textwrap.dedent(text).splitlines()
    return [number for number, row in enumerate(rows, start=1) if "# here" in row]


NAMED = {
    "torch.autograd.grad": """
        import torch
        def f(X):
            X.requires_grad_()
            return torch.autograd.grad(X.exp().sum(), X)[0]  # here
        """,
    "backward": """
        def f(X):
            X.requires_grad_()
            X.exp().sum().backward()  # here
            return X.grad
        """,
    "backward of torch.autograd": """
        import torch
        def f(X):
            torch.autograd.backward(X)  # here
        """,
    "torch.func.grad": """
        import torch
        def f(X):
            return torch.func.grad(torch.exp)(X)  # here
        """,
    "torch.func.vjp": """
        import torch
        def f(X):
            return torch.func.vjp(torch.exp, X)  # here
        """,
    "torch.func as a module": """
        from torch import func
        def f(X):
            return func.grad(torch.exp)(X)  # here
        """,
    "torch.func under another name": """
        import torch.func as magic
        def f(X):
            return magic.grad(torch.exp)(X)  # here
        """,
    "autograd under another name": """
        from torch import autograd as calculus
        def f(X):
            return calculus.grad(X.sum(), X)  # here
        """,
    "grad from torch.autograd": """
        from torch.autograd import grad
        def f(X):
            return grad(X.sum(), X)  # here
        """,
    "grad from torch.func under another name": """
        from torch.func import grad as slope
        def f(X):
            return slope(torch.exp)(X)  # here
        """,
    "an assignment of torch.func.grad": """
        import torch
        slope = torch.func.grad
        def f(X):
            return slope(torch.exp)(X)  # here
        """,
    "an import inside the function": """
        def f(X):
            from torch.autograd import grad  # here
            return grad(X.sum(), X)
        """,
    "an import of a module inside the function": """
        def f(X):
            import torch.func as magic  # here
            return magic.grad(torch.exp)(X)
        """,
    "functional jacobian": """
        from torch.autograd.functional import jacobian
        def f(X):
            return jacobian(torch.exp, X)  # here
        """,
    "forward_ad": """
        import torch.autograd.forward_ad as fw
        def f(X):
            with fw.dual_level():  # here
                return fw.unpack_dual(fw.make_dual(X, X)).tangent  # here
        """,
    "functorch": """
        import torch
        def f(X):
            return torch._functorch.apis.grad(torch.exp)(X)  # here
        """,
    "enable_grad": """
        import torch
        def f(X):
            with torch.enable_grad():  # here
                return X + 0
        """,
    "set_grad_enabled": """
        import torch
        def f(X):
            torch.set_grad_enabled(True)  # here
            return X
        """,
    "inference_mode(False)": """
        import torch
        def f(X):
            with torch.inference_mode(False):  # here
                return X + 0
        """,
    "inference_mode(mode=False)": """
        import torch
        def f(X):
            with torch.inference_mode(mode=False):  # here
                return X + 0
        """,
    "inference_mode imported": """
        from torch import inference_mode
        def f(X):
            with inference_mode(False):  # here
                return X + 0
        """,
    "aten tanh_backward": """
        import torch
        def f(X):
            return torch.ops.aten.tanh_backward(torch.ones_like(X), X.tanh())  # here
        """,
    "aten _softmax_backward_data": """
        import torch
        def f(X):
            return torch.ops.aten._softmax_backward_data(X, X, 1, X.dtype)  # here
        """,
    "an alias of aten": """
        import torch
        aten = torch.ops.aten
        def f(X):
            return aten.threshold_backward(X, X, 0)  # here
        """,
    "an alias of one aten function": """
        import torch
        magic = torch.ops.aten.sigmoid_backward
        def f(X):
            return magic(X, X)  # here
        """,
}


@pytest.mark.parametrize("how", NAMED)
def test_differentiating_by_machine_is_found_on_its_line(how):
    assert lines(NAMED[how], torch=torch) == marked(NAMED[how])


HELP = """
def helper(X):
    return torch.autograd.grad(X.sum(), X)[0]  # here
"""
REACHED = {
    "a global helper": HELP + "def f(X):\n    return helper(X)\n",
    "a helper of a helper": HELP
    + "def g(X):\n    return helper(X)\ndef f(X):\n    return g(X)\n",
    "a helper in a comprehension": HELP
    + ("def f(X):\n    return [helper(x) for x in X]\n"),
    "a helper in a nested function": HELP
    + "def f(X):\n    def g():\n        return helper(X)\n    return g()\n",
    "a nested function of its own": """
def f(X):
    def g():
        return torch.autograd.grad(X.sum(), X)  # here
    return g()
""",
    "a closure": HELP
    + "def make(inner):\n    return lambda X: inner(X)\nf = make(helper)\n",
    "a lambda": "f = lambda X: torch.autograd.grad(X.sum(), X)  # here\n",
    "a global lambda": (
        "g = lambda X: X.sum().backward()  # here\ndef f(X):\n    return g(X)\n"
    ),
    "a partial": HELP + "f = functools.partial(helper)\n",
    "a partial of a partial": HELP
    + "f = functools.partial(functools.partial(helper))\n",
    "a global partial": HELP
    + ("g = functools.partial(helper)\ndef f(X):\n    return g(X)\n"),
    "an argument of a partial": HELP
    + "def g(h, X):\n    return h(X)\nf = functools.partial(g, helper)\n",
    "a default argument": HELP + "def f(X, g=helper):\n    return g(X)\n",
    "a keyword-only default": HELP + "def f(X, *, g=helper):\n    return g(X)\n",
    "an instance with __call__": """
class Slope:
    def __call__(self, X):
        return torch.autograd.grad(X.sum(), X)  # here
f = Slope()
""",
    "another method of an instance": """
class Slope:
    def __call__(self, X):
        return self.go(X)
    def go(self, X):
        return torch.autograd.grad(X.sum(), X)  # here
f = Slope()
""",
    "a method of a global instance": """
class Slope:
    def go(self, X):
        return torch.autograd.grad(X.sum(), X)  # here
slope = Slope()
def f(X):
    return slope.go(X)
""",
    "a bound method": """
class Slope:
    def go(self, X):
        return torch.autograd.grad(X.sum(), X)  # here
f = Slope().go
""",
    "a class that is used": """
class Slope:
    def go(self, X):
        return torch.autograd.grad(X.sum(), X)  # here
def f(X):
    return Slope().go(X)
""",
    "a static method": """
class Slope:
    @staticmethod
    def go(X):
        return torch.autograd.grad(X.sum(), X)  # here
def f(X):
    return Slope.go(X)
""",
    "a property": """
class Slope:
    @property
    def of(self):
        return torch.autograd.grad(self.X.sum(), self.X)  # here
def f(X):
    return Slope().of
""",
    "an inherited method": """
class Base:
    def go(self, X):
        return torch.autograd.grad(X.sum(), X)  # here
class Slope(Base):
    pass
def f(X):
    return Slope().go(X)
""",
    "the forward of a module": """
class Slope(torch.nn.Module):
    def forward(self, X):
        return torch.autograd.grad(X.sum(), X)  # here
f = Slope()
""",
    "a helper that is decorated": "def same(g):\n    return g\n@same"
    + HELP
    + "def f(X):\n    return helper(X)\n",
    "a helper under no_grad": "@torch.no_grad()"
    + HELP
    + ("def f(X):\n    return helper(X)\n"),
    "a decorator's own code": """
def by_machine(g):
    @functools.wraps(g)
    def wrapper(X):
        return torch.autograd.grad(g(X).sum(), X)[0]  # here
    return wrapper
@by_machine
def f(X):
    return X.exp()
""",
    "a global list of functions": HELP
    + ("table = [helper]\ndef f(X):\n    return table[0](X)\n"),
    "a global dict of functions": HELP
    + "table = {'g': helper}\ndef f(X):\n    return table['g'](X)\n",
}


@pytest.mark.parametrize("how", REACHED)
def test_a_helper_is_found_that_is_reached_through(how):
    known = {"torch": torch, "functools": functools}

    assert lines(REACHED[how], **known) == marked(REACHED[how])


def test_a_helper_in_another_file_is_found_there():
    tools = load("def slope(X):\n    return X.sum().backward()\n", "tools")
    function = load("def f(X):\n    return slope(X)\n", slope=tools.slope).f

    assert [(frame.module, frame.line) for frame, _ in scan(function)] == [("tools", 2)]


def test_a_helper_reached_through_its_module_is_found_there():
    tools = load("def slope(X):\n    return X.sum().backward()\n", "tools")
    function = load("def f(X):\n    return tools.slope(X)\n", tools=tools).f

    assert [(frame.module, frame.line) for frame, _ in scan(function)] == [("tools", 2)]


MADE_BY_TORCH = {
    "grad": "f = torch.func.grad(torch.exp)\n",
    "grad of the student's own": (
        "def g(X):\n    return X.exp()\nf = torch.func.grad(g)\n"
    ),
    "vmap of grad": (
        "def g(X):\n    return X.exp()\nf = torch.func.vmap(torch.func.grad(g))\n"
    ),
    "a global": (
        "def g(X):\n"
        "    return X.exp()\n"
        "g1 = torch.func.grad(g)\n"
        "def f(X):\n"
        "    return g1(X)\n"
    ),
    "jacrev": "def g(X):\n    return X.exp()\nf = torch.func.jacrev(g)\n",
    "jacfwd": "def g(X):\n    return X.exp()\nf = torch.func.jacfwd(g)\n",
}


@pytest.mark.parametrize("how", MADE_BY_TORCH)
def test_a_derivative_that_torch_made_of_a_function_is_found(how):
    assert scan(load(MADE_BY_TORCH[how], torch=torch).f) != ()


def test_each_place_is_named_once_in_order_with_what_was_used():
    text = """
    import torch
    def f(X):
        X.sum().backward()
        return helper(X)
    def helper(X):
        with torch.enable_grad():
            return X
    """

    hits = [(frame.module, frame.line, name) for frame, name in scan(load(text).f)]

    assert hits == [("answer", 4, "backward"), ("answer", 7, "enable_grad")]


def test_functions_that_call_each_other_are_looked_at_once():
    text = "def f(X):\n    return g(X)\ndef g(X):\n    return f(X).backward()  # here\n"

    assert lines(text) == marked(text)


INNOCENT = {
    "a comment": (
        "def f(X):\n    # not torch.autograd.grad, not .backward()\n    return X\n"
    ),
    "a string": (
        "def f(X):\n    return 'torch.autograd.grad', 'backward', 'enable_grad'\n"
    ),
    "a docstring": (
        "def f(X):\n"
        '    """Like X.backward(), torch.func.grad and vjp."""\n'
        "    return X\n"
    ),
    "an f-string": "def f(X):\n    return f'backward {X}'\n",
    "an unused function": HELP + "def f(X):\n    return X\n",
    "an unused import": (
        "from torch.autograd import grad\n"
        "from torch import func\n"
        "def f(X):\n"
        "    return X\n"
    ),
    "a local variable": (
        "def f(X):\n"
        "    grad = X\n"
        "    backward = grad\n"
        "    vjp = jvp = backward\n"
        "    return vjp\n"
    ),
    "a parameter": "def f(X, backward=None, grad=None):\n    return backward, grad\n",
    "a keyword": (
        "def g(**k):\n"
        "    return k\n"
        "def f(X):\n"
        "    return g(backward=X, vjp=X, autograd=X)\n"
    ),
    "a variable of a closure": (
        "def f(X):\n"
        "    backward = X\n"
        "    def g():\n"
        "        return backward\n"
        "    return g()\n"
    ),
    "a variable of an outer function": (
        "def make(backward):\n"
        "    def f(X):\n"
        "        return backward\n"
        "    return f\n"
        "f = make(1)\n"
    ),
    "a function of its own name": (
        "def backward(X):\n    return X\ndef f(X):\n    return backward(X)\n"
    ),
    "a global of its own name": (
        "grad = 3\nvjp = 4\ndef f(X):\n    return X * grad * vjp\n"
    ),
    "my_gradient": (
        "def my_gradient(X):\n    return X\ndef f(X):\n    return my_gradient(X)\n"
    ),
    "a helper called linear_backward": (
        "def linear_backward(X):\n"
        "    return X\n"
        "def f(X):\n"
        "    return linear_backward(X)\n"
    ),
    "a local helper called relu_backward": (
        "def f(X):\n"
        "    def relu_backward(V):\n"
        "        return V\n"
        "    def g():\n"
        "        return relu_backward(X)\n"
        "    return g()\n"
    ),
    "the attribute grad": "def f(X):\n    return X.grad\n",
    "requires_grad": "def f(X):\n    return X.requires_grad_(False).requires_grad\n",
    "detach": "def f(X):\n    return X.detach()\n",
    "no_grad": "def f(X):\n    with torch.no_grad():\n        return X + 0\n",
    "no_grad as a decorator": "@torch.no_grad()\ndef f(X):\n    return X + 0\n",
    "inference_mode": (
        "def f(X):\n    with torch.inference_mode():\n        return X + 0\n"
    ),
    "inference_mode(True)": (
        "def f(X):\n    with torch.inference_mode(True):\n        return X + 0\n"
    ),
    "inference_mode beside a False": (
        "def f(X):\n"
        "    with torch.inference_mode():\n"
        "        return X.sum(0, keepdim=False)\n"
    ),
    "inference_mode as a decorator": (
        "@torch.inference_mode()\ndef f(X):\n    return X + 0\n"
    ),
    "F.softmax": (
        "from torch.nn import functional as F\ndef f(X):\n    return F.softmax(X, 1)\n"
    ),
    "softmax imported": (
        "from torch.nn.functional import softmax\ndef f(X):\n    return softmax(X, 1)\n"
    ),
    "torch.special": "def f(X):\n    return torch.special.expit(X)\n",
    "vmap": "from torch import vmap\ndef f(X):\n    return vmap(torch.exp)(X)\n",
    "aten forward": "def f(X):\n    return torch.ops.aten.tanh(X)\n",
    "a library's function": (
        "from torch.nn import Linear\ndef f(X):\n    return Linear(2, 2)(X)\n"
    ),
    "a builtin": "f = abs\n",
    "a function of torch": "f = torch.relu\n",
    "a module of torch": "f = torch.nn.ReLU()\n",
    "a softmax that brings its own derivative": """
class Softmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, O):
        P = (O - O.amax(1, keepdim=True)).exp()
        P = P / P.sum(1, keepdim=True)
        ctx.save_for_backward(P)
        return P
    @staticmethod
    def backward(ctx, V):
        (P,) = ctx.saved_tensors
        return P * (V - (V * P).sum(1, keepdim=True))
def f(O):
    return Softmax.apply(O)
""",
}


@pytest.mark.parametrize("what", INNOCENT)
def test_what_does_not_differentiate_is_left_alone(what):
    assert scan(load(INNOCENT[what], torch=torch).f) == ()


def test_code_of_the_graders_is_not_looked_at():
    module = ModuleType("provided")
    text = "def f(X):\n    return X.sum().backward()\n"
    exec(compile(text, "(provided) activations.py", "exec"), module.__dict__)

    assert scan(module.f) == ()


def test_code_without_a_file_name_does_no_harm():
    module = ModuleType("odd")
    exec(compile("def f(X):\n    return X\n", "", "exec"), module.__dict__)

    assert scan(module.f) == ()
