"""The only bridge from the moderation to the library."""


def pieces_of(text):
    """[(piece, what it looks like, or nothing)]: the text whole, cut where somebody's data are."""
    return [(text, "")]
