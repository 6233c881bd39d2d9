import threading


def relu(X):
    found = []
    thread = threading.Thread(target=lambda: found.append(X.clamp(min=0)))
    thread.start()
    thread.join()
    return found[0]
