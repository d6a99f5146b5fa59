class TrailIsFinal(TypeError):
    """A programming mistake, not a refusal to explain to a reader: an entry is never changed."""

    def __init__(self):
        super().__init__(
            "A trail entry is neither changed nor deleted; record what follows instead."
        )


class OutsideTransaction(RuntimeError):
    """The entry must vanish with the action it tells of, hence share its transaction."""

    def __init__(self):
        super().__init__("record() belongs inside the action's transaction.atomic().")


class HeadMissing(RuntimeError):
    """Someone removed the head of the chain: nothing more is written until it is looked into."""

    def __init__(self):
        super().__init__("The head of the trail is missing. Run `maillage audit verify`.")
