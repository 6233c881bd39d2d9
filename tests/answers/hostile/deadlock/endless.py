"""A module that is never done."""

import time

while True:
    time.sleep(60)
