import threading
import time


def relu(X):
    answer = X.clamp(min=0)

    def change():
        time.sleep(0.002)
        answer.add_(1)

    result = answer.clone()
    threading.Thread(target=change, daemon=True).start()
    return result
