"""Reads of the team: the hats that the reader may give, those who wear them, who is awaited."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q

from maillage.accounts.access import GIVEN_BY_ADMINISTRATORS
from maillage.accounts.enums import RoleKind
from maillage.accounts.models import FormerHat, Role, User
from maillage.accounts.queries import within_reach, without_proof
from maillage.team.enums import GIVERS
from maillage.team.models import Invitation
from maillage.territory.enums import Kind
from maillage.territory.models import Territory, path_range
from maillage.territory.queries import find_places
from maillage.toolbox.analysis import fold
from maillage.toolbox.listing import keyset_page

# A list to choose from; beyond, a place is typed.
MOST_PLACES = 100


@dataclass(frozen=True)
class Filters:
    name: str = ""
    kind: str = ""
    territory: Territory | None = None


def may_be_given_by(user):
    """A Q for rows that have a `kind` and a `territory`: the hats that `user` gives and takes back.

    The same rule as `can_grant`.
    """
    lead = within_reach(user, RoleKind.TERRITORY_LEAD)
    return within_reach(user, RoleKind.ADMINISTRATOR) | (
        lead & ~Q(kind__in=GIVEN_BY_ADMINISTRATORS)
    )


def hats(user):
    """The hats that the reader may take back, each with its territory."""
    return Role.objects.filter(may_be_given_by(user)).select_related("territory")


def former_hats(user):
    """Those of closed accounts."""
    return FormerHat.objects.filter(may_be_given_by(user)).select_related("territory")


def people(user):
    """Those who wear one of these, or did until their account closed; the superuser sees all."""
    if user.is_authenticated and user.rules_everywhere(GIVERS):
        return User.objects.all()
    worn, former = (each(user).filter(user=OuterRef("pk")) for each in (hats, former_hats))
    return User.objects.filter(Exists(worn) | Exists(former))


def page_of_people(user, filters, cursor=""):
    found = people(user)
    for word in fold(filters.name).split()[:5]:
        found = found.filter(Q(folded__startswith=word) | Q(folded__contains=f" {word}"))
    if filters.kind or filters.territory:
        found = found.filter(Exists(_worn(user, filters).filter(user=OuterRef("pk"))))
    shown = Prefetch("roles", hats(user).order_by("territory__path", "kind", "pk"), "shown_hats")
    found = found.prefetch_related(shown).annotate(lacks_proof=without_proof())
    return keyset_page(found, order=("folded", "pk"), cursor=cursor)


def _worn(user, filters):
    worn = hats(user)
    if filters.kind:
        worn = worn.filter(kind=filters.kind)
    if filters.territory:
        worn = worn.filter(path_range(filters.territory.path, "territory__path"))
    return worn


def hats_of(user, person):
    """What they wear, or wore until their account closed."""
    found = hats(user) if person.is_active else former_hats(user)
    return found.filter(user=person).order_by("territory__path", "kind", "pk")


def is_worn(pk):
    return Role.objects.filter(pk=pk).exists()


def places_with_hats(user):
    """Where somebody wears a hat that the reader may give: what the list is sifted by."""
    worn = hats(user).filter(territory=OuterRef("pk"))
    return list(Territory.objects.filter(Exists(worn)).order_by("folded", "pk")[:MOST_PLACES])


def places_to_give_in(user):
    """The widest of the places where the reader gives hats: what is suggested as one types."""
    mine = Territory.objects.filter(within_reach(user, *GIVERS, field=""))
    return list(mine.exclude(kind=Kind.COMMUNE).order_by("path")[:MOST_PLACES])


def places_named(text, user):
    """The territories of the reader that `text` may mean: one code, or a name."""
    code = text.rpartition("(")[2].strip(" )").upper() if text.endswith(")") else text.upper()
    mine = Territory.objects.filter(within_reach(user, *GIVERS, field=""))
    # A town and a département of one name are two: nobody gives a hat by mistake in either.
    for exactly in ({"code__iexact": code}, {"folded": fold(text)}):
        if found := list(mine.filter(**exactly).order_by("path")[:5]):
            return found
    found = find_places(text)
    meant = [place for place in found if place.is_exact] or found
    keys = [place.territory.pk for place in meant if place.school is None]
    return list(mine.filter(pk__in=keys).order_by("path"))


def invitations(user):
    """Those that wait for an answer, for the hats that the reader may give."""
    return Invitation.objects.filter(may_be_given_by(user), ended_at=None).select_related(
        "territory", "invited_by"
    )


def page_of_invitations(user, cursor=""):
    return keyset_page(invitations(user), order=("-pk",), cursor=cursor)


def invitation_behind(digest):
    """The one whose link this is the digest of, accepted ones included; None when it is over."""
    found = Invitation.objects.filter(link_digest=digest).select_related("territory", "invited_by")
    invitation = found.first() if digest else None
    if invitation is None or not (invitation.is_open or invitation.was_accepted):
        return None
    return invitation
