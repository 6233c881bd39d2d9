"""Has line ends in it that Python does not count, so that a wrong line may be shown."""

#           one line

SEPARATORS = "  "


def relu(X):
    raise ValueError("this line raises")
    return "this one never"
