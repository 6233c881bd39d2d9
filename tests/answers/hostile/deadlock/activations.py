"""Two that wait for each other."""

import threading


def relu(X):
    import endless

    return endless.relu(X)


threading.Thread(target=relu, args=(None,), daemon=True).start()
