"""The only bridge from the diagnosis to the library: many texts at once, plain data in and out."""

from arpent import text
from arpent.errors import ArpentError

__all__ = ["ArpentError", "copies"]


def copies(texts, *, seed):
    return [[i, j, likeness] for i, j, likeness in text.near_duplicates(texts, seed=seed)]
