"""Entry point of the zygote: makes our two packages importable, and nothing more.

Run by path in a fresh interpreter. The names `grader.sandbox.protocol` and
`grader.sandbox.worker.*` work while the zygote starts; afterwards no name of
ours does, so a student's `import grader` finds nothing.
"""

from __future__ import annotations

import gc
import os
import socket
import sys
import sysconfig
import types
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path


class NothingOfOurs:
    """An import finder that answers for the grader's own names: not here."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        """Raise for `grader` and what is in it; leave the rest to others."""
        if name.partition(".")[0] == "grader":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def library_paths(paths: list[str]) -> list[str]:
    """Keep of `sys.path` what belongs to the interpreter and its site-packages.

    An editable install adds the folder of a checkout; solutions lie there.
    """
    homes = {sysconfig.get_path(key) for key in ("stdlib", "platstdlib")}
    homes |= {sysconfig.get_path(key) for key in ("purelib", "platlib")}
    return [
        path
        for path in paths
        if path in homes
        or Path(path).name in {"site-packages", "dist-packages", "lib-dynload"}
        or path.endswith(".zip")
    ]


def control(word: str) -> int:
    """The socket to the grader: an inherited descriptor, or a path to call."""
    if word.isdigit():
        return int(word)
    called = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    called.connect(word)
    return called.detach()


def main() -> None:
    """Preload, hide ourselves, and serve.

    Arguments: the socket to the grader, the level, a path to try, a user.
    """
    descriptor = control(sys.argv[1])
    here = Path(__file__).resolve().parent
    for name, folder in (
        ("grader", None),
        ("grader.sandbox", here.parent),
        ("grader.sandbox.worker", here),
    ):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)] if folder else []
        sys.modules[name] = package
    sys.path[:] = library_paths(sys.path)

    from grader.sandbox.worker import rights

    if sys.argv[4]:
        rights.become(int(sys.argv[4]), rights.READ)

    from grader.sandbox.worker import zygote
    from grader.sandbox.worker.plots import NoPlots

    no_plots = NoPlots()
    jail = zygote.make_jail(sys.argv[2])
    gc.disable()  # nearly all that an import makes stays
    zygote.preload()
    gc.enable()
    for name in [n for n in sys.modules if n.partition(".")[0] == "grader"]:
        del sys.modules[name]
    sys.meta_path[:] = [
        finder
        for finder in sys.meta_path
        if not type(finder).__module__.startswith("__editable__")
    ]
    sys.meta_path[:0] = [NothingOfOurs(), no_plots]
    zygote.serve(descriptor, jail, sys.argv[3])
    os._exit(0)  # to take torch apart first takes longer than many a check


if __name__ == "__main__":
    main()
