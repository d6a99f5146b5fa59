def can_keep_contacts(user, territory):
    """May `user` write whom to ask there? Rooms downstream say who leads a territory: Django's own
    question carries it to them."""
    return user is None or user.has_perm("territory.change_contact", territory)


def can_arrange(user):
    """May `user` create, move or load territories? The command line (None) may; a person needs
    the permission, because every figure of the platform is filed under these rows."""
    return user is None or user.has_perm("territory.change_territory")
