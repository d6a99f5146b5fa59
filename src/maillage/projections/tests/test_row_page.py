"""/projections/<n>/: a row, each item edited where it stands, with its thread."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.projections.models import Need
from maillage.projections.tests.factories import IrritantFactory, ProjectionRowFactory
from maillage.voices.tests.factories import WorkshopFactory
from maillage.voices.tests.pages import links, main_words, page_weight, read, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return ProjectionRowFactory(irritants=["Zones blanches"], needs=["Capter"], levers=["Un lieu"])


@pytest.fixture
def editor(client, row):
    user = UserFactory(facilitator_of=row.workshop.territory)
    client.force_login(user)
    return user


def edit_address(need):
    return reverse("projections:edit_item", args=["needs", need.pk])


def add_address(row, key="needs"):
    return reverse("projections:add_item", args=[row.pk, key])


def test_anyone_reads_the_row_and_follows_the_thread_of_needs_and_levers(client, row):
    page = read(client.get(row.get_absolute_url()))

    addresses = [address for _, address in links(page)]
    assert f"/fil/besoin-{row.needs.get().pk}/" in addresses
    assert f"/fil/levier-{row.levers.get().pk}/" in addresses
    assert "Aucun constat n’est encore relié" in main_words(page)
    assert not page.findall(".//main//form")


def test_every_column_is_edited_where_it_stands(client, editor, row):
    page = read(client.get(row.get_absolute_url()))
    for key, items in (("irritants", row.irritants), ("needs", row.needs), ("levers", row.levers)):
        item = items.get()
        address = f"/projections/elements/{key}/{item.pk}/"
        response = client.post(address, typed(page, address) | {"text": f"Mieux dit : {key}"})
        assert response.url == f"{row.get_absolute_url()}#{key}-{item.pk}"

    said = main_words(read(client.get(row.get_absolute_url())))
    assert all(f"Mieux dit : {key}" in said for key in ("irritants", "needs", "levers"))
    row.refresh_from_db()
    assert row.folded == "mieux dit irritants mieux dit needs mieux dit levers"


def test_two_people_at_once_see_both_texts_and_the_typed_one_is_kept(client, editor, row):
    need = row.needs.get()
    said = typed(read(client.get(row.get_absolute_url())), edit_address(need))
    client.post(edit_address(need), said | {"text": "Le texte de l’autre"})

    page = read(client.post(edit_address(need), said | {"text": "Mon texte"}), 409)

    assert "Le texte de l’autre" in main_words(page)
    assert typed(page, "")["text"] == "Mon texte"
    need.refresh_from_db()
    assert need.text == "Le texte de l’autre"


def test_an_item_is_added_at_the_end_of_its_cell_and_only_once(client, editor, row):
    for _ in range(2):
        response = client.post(add_address(row), {"text": "Être accompagné", "highlighted": "on"})
        assert response.url == f"{row.get_absolute_url()}#needs"

    added = Need.objects.get(text="Être accompagné")
    assert (added.position, added.highlighted) == (1, True)


def test_a_removed_item_leaves_the_page_and_a_second_click_is_told_so(client, editor, row):
    need = row.needs.get()
    said = {"text": need.text, "version": 1, "remove": "1"}
    assert client.post(edit_address(need), said).status_code == 302
    assert "Capter" not in main_words(read(client.get(row.get_absolute_url())))

    assert "a été retiré de la feuille" in main_words(
        read(client.post(edit_address(need), said), 409)
    )


@pytest.mark.parametrize(("published", "status"), [(True, 403), (False, 404)])
def test_who_may_not_edit_is_refused_and_learns_nothing_of_the_rest(client, published, status):
    row = ProjectionRowFactory(workshop=WorkshopFactory(published=published), needs=["Capter"])
    client.force_login(UserFactory(facilitator_of=IrritantFactory().row.workshop.territory))

    for address in (edit_address(row.needs.get()), add_address(row)):
        assert client.get(address).status_code == status
        assert client.post(address, {"text": "Autre", "version": 1}).status_code == status
        assert client.post(address, {"text": "", "remove": "1"}).status_code == status
    assert [need.text for need in row.needs.filter(removed_at=None)] == ["Capter"]


def test_a_visitor_is_led_to_sign_in(client, row):
    for address in (edit_address(row.needs.get()), add_address(row)):
        assert client.post(address, {"text": "Autre"}).url.startswith("/compte/connexion/")


def test_a_column_that_is_not_on_the_sheet_does_not_exist(client, editor, row):
    assert client.get(f"/projections/elements/steps/{row.needs.get().pk}/").status_code == 404
    unknown = add_address(row).replace("needs", "steps")
    assert client.get(unknown).status_code == 404


def test_an_unpublished_or_removed_row_and_its_threads_do_not_exist(client):
    hidden = ProjectionRowFactory(workshop=WorkshopFactory(), needs=["Secret"], levers=["Secret"])
    removed = ProjectionRowFactory(removed_at="2026-03-01T10:00Z", needs=["Ôté"], levers=["Ôté"])

    for row in (hidden, removed):
        assert client.get(reverse("projections:row", args=[row.pk])).status_code == 404
        assert client.get(f"/fil/besoin-{row.needs.get().pk}/").status_code == 404
        assert client.get(f"/fil/levier-{row.levers.get().pk}/").status_code == 404


def test_what_people_wrote_is_never_run(client, editor, row):
    client.post(add_address(row), {"text": "</textarea><script>alert(1)</script>"})

    page = read(client.get(row.get_absolute_url()))

    assert "</textarea><script>alert(1)</script>" in main_words(page)


def test_the_page_costs_the_same_number_of_queries_however_many_items(client, row):
    counts = []
    for more in (1, 9):
        IrritantFactory.create_batch(more, row=row)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(row.get_absolute_url())
        counts.append(len(queries))

    assert 0 < counts[0] == counts[1] <= 6
    assert page_weight(response) < 20_000
