import factory
from factory.django import DjangoModelFactory

from maillage.accounts.enums import RoleKind
from maillage.accounts.models import Role, User
from maillage.territory.tests.factories import TerritoryFactory

PASSWORD = "le-mot-de-passe-d-une-fiction"


def _wearing(kind):
    """`UserFactory(facilitator_of=territory)`: the hat, in that territory."""

    @factory.post_generation
    def wear(user, create, territory, **kwargs):
        if create and territory is not None:
            Role.objects.create(user=user, kind=kind, territory=territory)
            user.forget_roles()

    return wear


class UserFactory(DjangoModelFactory):
    """Somebody with an account, no role, and PASSWORD. Written without the action: no entry."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        demo = factory.Trait(is_demo=True)
        superuser = factory.Trait(is_superuser=True)
        closed = factory.Trait(is_active=False)

    email = factory.Sequence("personne-{}@exemple.fr".format)
    name = factory.Sequence("Personne Canariot {}".format)
    password = factory.django.Password(PASSWORD)

    facilitator_of = _wearing(RoleKind.FACILITATOR)
    theme_lead_of = _wearing(RoleKind.THEME_LEAD)
    territory_lead_of = _wearing(RoleKind.TERRITORY_LEAD)
    action_lead_of = _wearing(RoleKind.ACTION_LEAD)
    moderator_of = _wearing(RoleKind.MODERATOR)
    analyst_of = _wearing(RoleKind.ANALYST)
    desk_of = _wearing(RoleKind.DESK)
    dpo_of = _wearing(RoleKind.DATA_PROTECTION_OFFICER)
    administrator_of = _wearing(RoleKind.ADMINISTRATOR)


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    kind = RoleKind.FACILITATOR
    territory = factory.SubFactory(TerritoryFactory)
