"""A name without an end."""


class Long(str):
    """A text that grows when it is cut."""

    def __getitem__(self, key):
        return "x" * (20 << 20)


class Meta(type):
    """A class with a name of its own making."""

    __name__ = property(lambda cls: Long("Error"))


class Error(Exception, metaclass=Meta):
    """An exception with a name."""


def relu(X):
    raise Error
