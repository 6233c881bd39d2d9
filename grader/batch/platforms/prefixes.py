"""What the names of a whole class begin with: a group, an assignment."""

from __future__ import annotations

import os.path
from collections.abc import Sequence

__all__ = ["shared"]


def shared(names: Sequence[str], least: int) -> str:
    """The beginning up to a hyphen that all names have; none among few names.

    Args:
        least: with fewer names than these, what they share may be chance.
    """
    if len(names) < least:
        return ""
    common = os.path.commonprefix(list(names))  # noqa: RUF071  # letter by letter is meant
    return common[: common.rfind("-") + 1]
