# -*- coding: latin-1 -*-
é = 1


def relu(X):
    return X.clamp(min=0)
