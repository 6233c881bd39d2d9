"""Raises an exception whose type has a name of a million letters in many lines."""

Long = type("Long\n\r\t\v" * 200_000, (Exception,), {})


def relu(X):
    raise Long("\n".join(["relu    6 / 6  passed"] * 50))
