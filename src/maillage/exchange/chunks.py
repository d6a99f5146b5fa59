import itertools


def chunks_of(rows, size):
    """Lists of `size` rows, and of what is left."""
    rows = iter(rows)
    while chunk := list(itertools.islice(rows, size)):
        yield chunk
