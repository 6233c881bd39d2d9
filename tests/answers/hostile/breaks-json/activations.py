"""Raises what ends a string of JSON, a line of it and a document."""


def relu(X):
    raise ValueError('", "points": 6, "x": "\\" \\u0000 \x00 \u2028 \u2029 \x85 \n}\r\n{ NaN Infinity')
