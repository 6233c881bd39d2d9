"""Something that cannot even be looked at."""


class Unwilling:
    """Every question is an error."""

    def __getattribute__(self, name):
        raise BaseException("not run: our fault")


relu = Unwilling()
