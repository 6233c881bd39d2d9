"""The answer will come."""


async def relu(X):
    return X.clamp(min=0)
