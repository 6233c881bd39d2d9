"""Raises escape sequences: colours, a link, the clipboard, a title, a bell."""

PARTS = ("\x1b[2J\x1b[1;32m", "\x1b]8;;http://192.0.2.1/\x1b\\", "\x1b]52;c;aGk=\x07", "\x9b31m\x07\x08\x7f")
Evil = type("".join(PARTS), (Exception,), {})


def relu(X):
    raise Evil("".join(PARTS) + "passed")
