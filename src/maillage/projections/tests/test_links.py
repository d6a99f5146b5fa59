"""A person confirms, refuses or draws the link between an irritant and a finding."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.queries import entries_about
from maillage.diagnosis.tests.factories import DiagnosisRowFactory, FindingFactory
from maillage.projections import actions
from maillage.projections.models import IrritantLink
from maillage.projections.tests.factories import IrritantFactory, IrritantLinkFactory
from maillage.voices.enums import LinkState
from maillage.voices.errors import AlreadyRemoved, ForeignLink
from maillage.voices.tests.factories import WorkshopFactory
from maillage.voices.tests.pages import main_words, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return IrritantLinkFactory(reason="zones, blanches", finding__text="Zones blanches au bourg")


@pytest.fixture
def row(link):
    return link.irritant.row


@pytest.fixture
def editor(client, row):
    user = UserFactory(name="Maëlle", facilitator_of=row.workshop.territory)
    client.force_login(user)
    return user


def decide(client, link, decision):
    address = reverse("projections:decide_link", args=[link.pk])
    return client.post(address, {"decision": decision})


def draw(client, irritant, finding):
    address = reverse("projections:draw_link", args=[irritant.pk])
    return client.post(address, {"finding": getattr(finding, "pk", finding)})


def test_the_page_says_how_sure_each_link_is_and_who_says_so(client, row, link):
    assert "proposé par la machine : mots communs « zones, blanches »." in main_words(
        read(client.get(row.get_absolute_url()))
    )
    link.state = LinkState.SAME_WORDING
    link.save()
    assert "« Zones blanches au bourg » : mêmes mots." in main_words(
        read(client.get(row.get_absolute_url()))
    )


def test_an_editor_confirms_and_everyone_reads_who_did_and_when(client, editor, row, link):
    response = decide(client, link, "confirm")

    anchor = f"#irritants-{link.irritant.pk}"
    assert response.url == row.get_absolute_url() + anchor
    link.refresh_from_db()
    assert (link.state, link.decided_by) == (LinkState.CONFIRMED, editor)
    client.logout()
    assert "confirmé par Maëlle le" in main_words(read(client.get(row.get_absolute_url())))


def test_a_refused_link_is_shown_to_editors_alone_who_may_change_their_mind(
    client, editor, row, link
):
    decide(client, link, "refuse")
    page = read(client.get(row.get_absolute_url()))
    assert "Ne reprend pas le constat « Zones blanches au bourg » : refusé par Maëlle" in (
        main_words(page)
    )

    client.logout()
    assert "Zones blanches au bourg" not in main_words(read(client.get(row.get_absolute_url())))

    client.force_login(editor)
    decide(client, link, "confirm")
    link.refresh_from_db()
    assert link.state == LinkState.CONFIRMED


def test_the_same_decision_twice_is_recorded_once(client, editor, link):
    for _ in range(2):
        assert decide(client, link, "confirm").status_code == 302

    assert entries_about(link).count() == 1


def test_a_decision_that_does_not_exist_is_refused_in_words(client, editor, link):
    page = read(decide(client, link, "peut-être"), 409)

    assert "Cette décision n’existe pas" in main_words(page)


def test_an_editor_draws_a_link_and_a_second_click_draws_no_other(client, editor, row, link):
    finding = FindingFactory(row=link.finding.row, text="Un autre irritant")

    for _ in range(2):
        assert draw(client, link.irritant, finding).status_code == 302

    drawn = IrritantLink.objects.get(finding=finding)
    assert (drawn.state, drawn.decided_by) == (LinkState.CONFIRMED, editor)
    assert entries_about(drawn).count() == 1


def test_drawing_a_link_that_the_machine_proposed_confirms_it(client, editor, link):
    draw(client, link.irritant, link.finding)

    link.refresh_from_db()
    assert link.state == LinkState.CONFIRMED


def test_the_choice_holds_the_irritants_of_the_workshop_and_nothing_else(client, editor, row, link):
    strength = FindingFactory(row=link.finding.row, strength=True)
    removed = FindingFactory(row=link.finding.row, removed_at="2026-03-01T10:00Z")
    foreign = FindingFactory()
    page = read(client.get(row.get_absolute_url()))
    options = page.findall(".//select[@name='finding']/option")
    assert [option.attrib["value"] for option in options] == ["", str(link.finding.pk)]

    for finding in (strength, removed, foreign, "", "x"):
        page = read(draw(client, link.irritant, finding), 422)
        assert "Choisi" in main_words(page)
    assert IrritantLink.objects.count() == 1


def test_the_action_ties_nothing_across_workshops_nor_to_what_was_removed(link):
    removed = FindingFactory(row=link.finding.row, removed_at="2026-03-01T10:00Z")
    for finding, refusal in ((FindingFactory(), ForeignLink), (removed, AlreadyRemoved)):
        with pytest.raises(refusal):
            actions.draw_link(irritant=link.irritant, finding=finding, acting_user=None)


@pytest.mark.parametrize(("published", "status"), [(True, 403), (False, 404)])
def test_who_may_not_edit_decides_nothing(client, published, status):
    workshop = WorkshopFactory(published=published)
    link = IrritantLinkFactory(irritant__row__workshop=workshop)
    client.force_login(UserFactory(facilitator_of=IrritantFactory().row.workshop.territory))

    assert decide(client, link, "confirm").status_code == status
    assert draw(client, link.irritant, link.finding).status_code == status
    link.refresh_from_db()
    assert link.state == LinkState.SUGGESTED
    with pytest.raises(PermissionDenied):
        actions.refuse_link(link=link, acting_user=UserFactory())


def test_a_visitor_is_led_to_sign_in_and_reading_decides_nothing(client, link):
    assert decide(client, link, "confirm").url.startswith("/compte/connexion/")
    client.force_login(UserFactory(facilitator_of=link.irritant.row.workshop.territory))
    assert client.get(reverse("projections:decide_link", args=[link.pk])).status_code == 405


def test_a_finding_taken_off_the_sheet_is_named_but_leads_nowhere(client, row, link):
    link.finding.removed_at = "2026-03-01T10:00Z"
    link.finding.save()

    page = read(client.get(row.get_absolute_url()))

    assert "« Zones blanches au bourg », retiré depuis" in main_words(page)
    assert link.finding.get_absolute_url() not in [a.attrib["href"] for a in page.iter("a")]


def test_every_link_of_the_page_costs_the_same_number_of_queries(
    client, row, link, django_assert_max_num_queries
):
    for _ in range(8):
        IrritantLinkFactory(
            irritant=IrritantFactory(row=row),
            finding=FindingFactory(row=DiagnosisRowFactory(workshop=row.workshop)),
            decided_by=UserFactory(),
            decided_at="2026-03-01T10:00Z",
            state=LinkState.CONFIRMED,
        )
    with django_assert_max_num_queries(3):
        client.get(row.get_absolute_url())
