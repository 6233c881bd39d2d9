import sys
import types

sys.modules["torch"] = types.ModuleType("torch")


def relu(X):
    return X
