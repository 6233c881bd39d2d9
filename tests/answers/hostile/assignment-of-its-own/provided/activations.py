def relu(X):
    return X
