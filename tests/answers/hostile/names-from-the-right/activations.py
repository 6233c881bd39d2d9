"""Names its classes and functions in scripts that run from right to left."""


class שגיאה(Exception):
    pass


def عامل(א):
    raise שגיאה("١٠٠ / ١٠٠ עבר")


def relu(X):
    عامل(X)
