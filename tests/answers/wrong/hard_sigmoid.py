# === hsig-inplace-where: overwrites the entries beyond the corners in the caller's tensor
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    X = X.detach()
    X[X < lower] = lower
    X[X > upper] = upper
    return (X - lower) / (upper - lower)
