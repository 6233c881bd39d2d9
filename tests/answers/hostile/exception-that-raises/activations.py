class Evil(Exception):
    def __str__(self):
        raise MemoryError


def relu(X):
    raise Evil
