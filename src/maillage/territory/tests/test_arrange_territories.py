import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from maillage.audit.models import Entry
from maillage.audit.queries import verify
from maillage.territory import actions, queries
from maillage.territory.enums import Kind
from maillage.territory.errors import AlreadyKnown, InsideItself, NotWider
from maillage.territory.models import Territory
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


def create(code="D91", name="Val-de-Brume", kind=Kind.DEPARTMENT, **context):
    return actions.create_territory(
        code=code, name=name, kind=kind, **{"acting_user": None, **context}
    )


def move(territory, parent, acting_user=None):
    return actions.move_territory(territory=territory, parent=parent, acting_user=acting_user)


def test_a_new_territory_is_found_below_its_parent_and_the_record_says_so():
    academy = create("A9", "Académie de Brumeval", Kind.ACADEMY)
    department = create(parent=academy)

    assert list(queries.within(academy)) == [academy, department]
    assert queries.named("val de brume") == department
    assert list(Entry.objects.values_list("event", "target_id")) == [
        ("territory.territory.created", str(academy.pk)),
        ("territory.territory.created", str(department.pk)),
    ]
    assert verify().intact


def test_the_same_code_is_refused_within_a_kind_and_accepted_in_another():
    create("44")
    with pytest.raises(AlreadyKnown, match="Val-de-Brume"):
        create("44", "Autre")

    assert create("44", "Région", Kind.ACADEMIC_REGION).code == "44"


def test_a_territory_is_never_put_in_a_narrower_one():
    commune = TerritoryFactory()
    with pytest.raises(NotWider):
        create(parent=commune)

    assert Territory.objects.count() == 1


def test_moving_a_territory_takes_everything_below_along():
    old, new = TerritoryFactory(academy=True), TerritoryFactory(academy=True)
    department = TerritoryFactory(department=True, parent=old)
    town = TerritoryFactory(parent=department)
    district = TerritoryFactory(district=True, parent=town)

    move(department, new)

    assert list(queries.within(old)) == [old]
    assert list(queries.within(new)) == [new, department, town, district]
    district.refresh_from_db()
    assert list(queries.ancestors(district)) == [new, department, town]
    assert Entry.objects.get().data == {"old_parent": old.pk, "new_parent": new.pk}


def test_a_territory_may_be_detached():
    academy = TerritoryFactory(academy=True)
    department = TerritoryFactory(department=True, parent=academy)

    move(department, None)

    assert list(queries.within(academy)) == [academy]
    assert list(queries.within(Territory.objects.get(pk=department.pk))) == [department]


def test_a_territory_cannot_be_put_inside_itself():
    academy = TerritoryFactory(academy=True)
    town = TerritoryFactory(parent=TerritoryFactory(department=True, parent=academy))

    for parent in (academy, town):
        with pytest.raises(InsideItself):
            move(academy, parent)

    academy.refresh_from_db()
    assert academy.parent is None
    assert not Entry.objects.exists()


def test_a_stale_copy_moves_from_where_the_territory_is_now():
    first, second = TerritoryFactory(academy=True), TerritoryFactory(academy=True)
    department = TerritoryFactory(department=True)
    town = TerritoryFactory(parent=department)
    stale = Territory.objects.get(pk=department.pk)
    move(department, first)

    move(stale, second)

    assert list(queries.within(second)) == [second, department, town]


@pytest.mark.parametrize("who", [AnonymousUser, lambda: get_user_model()(pk=1, email="a@b.fr")])
def test_somebody_without_the_right_arranges_nothing(who):
    territory = TerritoryFactory(department=True)
    for deed in (
        lambda user: create("X1", acting_user=user),
        lambda user: move(territory, None, acting_user=user),
        lambda user: actions.load_territories(rows=[], acting_user=user),
    ):
        with pytest.raises(PermissionDenied):
            deed(who())

    assert not Entry.objects.exists()
