"""Raises what browsers run, and what tables take for a formula."""


def relu(X):
    raise ValueError("=1+1|'x'!A0 \"><img src=x onerror=alert(1)></script><script>alert(1)</script>&lt;")
