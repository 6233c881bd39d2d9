"""A module that has everything."""

import sys
import types


class Everything(types.ModuleType):
    """Whatever is asked for is relu."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda X: X.clamp(min=0)


sys.modules[__name__] = Everything(__name__)
