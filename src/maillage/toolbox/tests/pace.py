"""How fast this machine counts: limits of time are said in this, and hold on a slower one."""

import time


def counting():
    """Seconds of processor to count to 300,000: about ten thousandths where limits were written."""
    return min(_once() for _ in range(5))


def _once():
    began, total = time.process_time(), 0
    for number in range(300_000):
        total += number
    return time.process_time() - began
