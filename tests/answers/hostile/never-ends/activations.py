def relu(X):
    while True:
        pass
