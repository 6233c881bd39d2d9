"""Solutions become stubs: marks, regions, and the two trees of the course."""

import ast
from pathlib import Path

import pytest

from grader.authoring.stubs import make_stub, release, stale
from grader.errors import ReleaseError

ROOT = Path(__file__).parents[1]
SOLUTIONS = ROOT / "solutions"
EXERCISES = ROOT / "exercises"

ANSWER = """\
def double(X):
    # BEGIN SOLUTION
    return 2 * X
    # END SOLUTION
"""

STUB = """\
def double(X):
    raise NotImplementedError("your code here")
"""

# The signatures of the contract, as `ast.unparse` writes them.
CONTRACT = {
    "activations.py": {
        "relu": "X",
        "relu_grad": "X",
        "sigmoid": "X",
        "sigmoid_grad": "X",
        "tanh": "X",
        "tanh_grad": "X",
        "prelu": "X, a",
        "hard_sigmoid": "X, lower=-3.0, upper=3.0",
    },
    "network.py": {
        "init_params": "num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01",
        "net": "X, params",
        "init_weights": "module",
        "mlp": "*sizes",
        "MLP.__init__": "self, num_inputs=784, num_hiddens=128, num_outputs=10",
        "MLP.forward": "self, X",
        "collapse": "params",
    },
    "loss.py": {
        "softmax": "O",
        "cross_entropy": "O, y",
        "cross_entropy_grad": "O, y",
    },
    "data.py": {
        "fashion_mnist_transform": "",
        "mnist_transform": "",
        "split": "n, ratios=(0.6, 0.2, 0.2), seed=0",
    },
    "training.py": {
        "accuracy": "y_hat, y",
        "evaluate_accuracy": "net, data_iter",
        "train_epoch": "net, train_iter, loss, optimizer",
        "train": "net, train_iter, test_iter, loss, optimizer, num_epochs",
        "sgd_step": "params, lr",
        "predict": "net, data_iter, n=6",
    },
    "backprop.py": {
        "forward": "X, params",
        "backward": "X, y, params, weight_decay",
    },
    "regularization.py": {
        "l2_penalty": "weights, weight_decay",
        "dropout": "X, p, training=True",
    },
}


def functions(path: Path) -> dict[str, ast.FunctionDef]:
    """Return the functions and methods of a file, by `name` or `Class.name`."""
    found = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    found[f"{node.name}.{method.name}"] = method
    return found


def signatures(folder: Path) -> dict[str, dict[str, str]]:
    """Return the arguments of all functions of a folder, by file and name."""
    return {
        path.name: {
            name: ast.unparse(function.args)
            for name, function in functions(path).items()
        }
        for path in folder.glob("*.py")
    }


@pytest.fixture
def trees(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with one solution, `double.py`, and an empty place for its stub."""
    solutions, exercises = tmp_path / "solutions", tmp_path / "exercises"
    solutions.mkdir()
    (solutions / "double.py").write_text(ANSWER, encoding="utf-8")
    return solutions, exercises


# Marks


def test_a_region_becomes_one_raise_at_the_indentation_of_its_begin() -> None:
    assert make_stub(ANSWER, "double.py") == STUB


def test_what_stands_outside_the_regions_is_kept_to_the_letter() -> None:
    source = f'"""é\f\u2028x"""\n\nA = 1  # kept\n{ANSWER}\n\n{ANSWER}B = 2'

    stub = make_stub(source, "double.py")

    assert stub == f'"""é\f\u2028x"""\n\nA = 1  # kept\n{STUB}\n\n{STUB}B = 2'


def test_a_region_in_a_method_keeps_the_lines_before_it() -> None:
    source = (
        "class MLP(Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        # BEGIN SOLUTION\n"
        "        if True:\n"
        "            self.hidden = 1\n"
        "        # END SOLUTION\n"
    )

    assert make_stub(source, "network.py") == (
        "class MLP(Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        '        raise NotImplementedError("your code here")\n'
    )


@pytest.mark.parametrize(
    "source",
    [
        'A = """\n# BEGIN SOLUTION\n"""\n',
        'def f():\n    """\n    # END SOLUTION\n    """\n',
        'A = "# BEGIN SOLUTION"\n',
    ],
)
def test_a_mark_inside_a_string_is_not_a_mark(source: str) -> None:
    assert make_stub(source, "a.py") == source


@pytest.mark.parametrize(
    "line",
    [
        "A = 1  # BEGIN SOLUTION",
        "# BEGIN SOLUTION of the exercise",
        "#BEGIN SOLUTION",
        "# begin solution",
        "# see BEGIN SOLUTION",
    ],
)
def test_a_comment_that_only_resembles_a_mark_is_not_a_mark(line: str) -> None:
    assert make_stub(f"{line}\n", "a.py") == f"{line}\n"


def test_a_mark_inside_a_string_does_not_end_a_region() -> None:
    source = ANSWER.replace("2 * X", '"""\n    # END SOLUTION\n    """')

    assert make_stub(source, "double.py") == STUB


# Errors


def test_an_end_without_begin_names_its_file_and_line() -> None:
    with pytest.raises(ReleaseError, match=r"`a\.py`, line 2: `# END SOLUTION`"):
        make_stub("A = 1\n# END SOLUTION\n", "a.py")


def test_a_second_end_names_its_own_line() -> None:
    with pytest.raises(ReleaseError, match=r"line 5: `# END SOLUTION` without"):
        make_stub(f"{ANSWER}# END SOLUTION\n", "a.py")


def test_a_begin_without_end_names_its_file_and_line() -> None:
    with pytest.raises(ReleaseError, match=r"`a\.py`, line 2: `# BEGIN SOLUTION`"):
        make_stub("A = 1\n# BEGIN SOLUTION\nB = 2\n", "a.py")


def test_a_begin_inside_a_region_names_both_lines() -> None:
    source = "# BEGIN SOLUTION\nA = 1\n# BEGIN SOLUTION\n# END SOLUTION\n"

    with pytest.raises(ReleaseError, match=r"`a\.py`, line 3: .* begins at line 1"):
        make_stub(source, "a.py")


def test_a_solution_that_is_not_python_names_its_file_and_line() -> None:
    with pytest.raises(ReleaseError, match=r"`a\.py`, line 2: this is not Python"):
        make_stub("A = 1\ndef f(:\n", "a.py")


def test_marks_that_cut_a_statement_in_half_are_an_error() -> None:
    source = "A = [\n    # BEGIN SOLUTION\n    1,\n    # END SOLUTION\n]\n"

    with pytest.raises(ReleaseError, match=r"`the stub of a\.py`, line"):
        make_stub(source, "a.py")


def test_a_solution_without_any_mark_is_never_published(
    trees: tuple[Path, Path],
) -> None:
    solutions, exercises = trees
    (solutions / "open.py").write_text("def f():\n    return 42\n", encoding="utf-8")

    with pytest.raises(ReleaseError, match=r"open\.py` has no `# BEGIN SOLUTION`"):
        release(solutions, exercises)

    assert not exercises.exists()


def test_a_solution_that_is_not_utf8_is_an_error(trees: tuple[Path, Path]) -> None:
    solutions, exercises = trees
    (solutions / "latin.py").write_bytes(b'A = "\xe9"\n')

    with pytest.raises(ReleaseError, match=r"latin\.py` is not UTF-8 text"):
        release(solutions, exercises)


def test_a_folder_without_solutions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"holds no \.py file"):
        release(tmp_path, tmp_path / "exercises")


# Release


def test_release_writes_every_stub_and_returns_the_paths(
    trees: tuple[Path, Path],
) -> None:
    solutions, exercises = trees

    paths = release(solutions, exercises)

    assert paths == (exercises / "double.py", exercises / "notebooks/double.ipynb")
    assert paths[0].read_bytes() == STUB.encode()


def test_nothing_is_stale_after_a_release(trees: tuple[Path, Path]) -> None:
    release(*trees)

    assert stale(*trees) == ()


def test_missing_changed_and_stray_stubs_are_stale(trees: tuple[Path, Path]) -> None:
    solutions, exercises = trees
    for name in ("half.py", "same.py"):
        (solutions / name).write_text(ANSWER, encoding="utf-8")
    release(solutions, exercises)
    (exercises / "double.py").unlink()
    (exercises / "half.py").write_bytes(b"\xff")
    (exercises / "stray.py").write_text("", encoding="utf-8")
    (exercises / "README.md").write_text("not a stub", encoding="utf-8")

    assert stale(solutions, exercises) == ("double.py", "half.py", "stray.py")


# The course


def test_the_committed_exercises_are_current() -> None:
    assert stale(SOLUTIONS, EXERCISES) == ()


@pytest.mark.parametrize("folder", [SOLUTIONS, EXERCISES], ids=lambda path: path.name)
def test_every_contract_function_is_present_with_its_signature(folder: Path) -> None:
    assert signatures(folder) == CONTRACT


@pytest.mark.parametrize("name", CONTRACT)
def test_every_function_of_a_stub_ends_with_the_raise(name: str) -> None:
    last = {
        function: ast.unparse(node.body[-1])
        for function, node in functions(EXERCISES / name).items()
    }

    assert last == dict.fromkeys(
        CONTRACT[name], "raise NotImplementedError('your code here')"
    )


@pytest.mark.parametrize("name", CONTRACT)
def test_every_function_of_a_stub_says_what_to_do(name: str) -> None:
    stubs = functions(EXERCISES / name)

    assert [key for key, node in stubs.items() if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("name", CONTRACT)
def test_no_solution_function_is_longer_than_40_lines_of_code(name: str) -> None:
    lengths = {
        key: node.body[-1].end_lineno - node.body[1].lineno + 1
        for key, node in functions(SOLUTIONS / name).items()
    }

    assert {key: n for key, n in lengths.items() if n > 40} == {}
