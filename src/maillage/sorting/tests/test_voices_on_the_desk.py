"""What can be sorted is laid, and follows what its authors and their workshops decide."""

from io import StringIO

import pytest
from django.core.management import call_command

from maillage.diagnosis import actions as diagnosis
from maillage.diagnosis.tests.factories import EvidenceFactory, FindingFactory
from maillage.sorting import actions
from maillage.sorting.enums import Tray
from maillage.sorting.models import Card, Change, SharedFinding
from maillage.sorting.queries.cards import read
from maillage.sorting.tests.factories import CardFactory, DeskFactory
from maillage.sorting.tests.gestures import act
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.actions import call_for_reading, publish_retex, withdraw_retex
from maillage.voices.enums import RetexState
from maillage.voices.models import Contribution, Point
from maillage.voices.tests.factories import (
    PointFactory,
    RetexFactory,
    ThemeFactory,
    VoiceFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


def said_by(voice, text="La digue coupe le réseau"):
    Contribution.objects.get_or_create(
        retex=voice, defaults={"client_key": f"{voice.pk:032x}", "receipt_digest": str(voice.pk)}
    )
    return PointFactory(workshop=None, text=text, about=[voice])


def test_the_points_of_tables_and_of_voices_are_laid_once():
    theme = ThemeFactory()
    said_by(VoiceFactory(theme=theme))
    said_by(VoiceFactory(theme=theme, state=RetexState.RECEIVED), "Pas encore lu")
    said_by(VoiceFactory(), "Une autre thématique")
    finding = FindingFactory(row__workshop__theme=theme)
    EvidenceFactory(finding=finding)
    EvidenceFactory(finding=finding, finding__removed_at=None, point__text="À table")

    assert actions.lay_cards(theme=theme, acting_user=None) == 3
    assert actions.lay_cards(theme=theme, acting_user=None) == 0

    assert "Pas encore lu" not in Card.objects.values_list("point__text", flat=True)
    finding.removed_at = finding.row.workshop.published_at
    finding.save()
    actions.lay_cards(theme=theme, acting_user=None)
    assert Card.objects.count() == 1


def test_what_a_file_published_is_laid_by_the_machine_on_the_desks_in_use():
    """Nothing announces it, voice by voice: neither an import nor a reading afterwards."""
    desk, unused = DeskFactory(), ThemeFactory()
    said_by(VoiceFactory(theme=desk.theme))
    said_by(VoiceFactory(theme=unused))

    call_command("runs", stdout=StringIO())

    assert [card.desk for card in Card.objects.all()] == [desk]


def test_laying_costs_the_same_however_many(django_assert_num_queries):
    theme = ThemeFactory()
    actions.lay_cards(theme=theme, acting_user=None)
    for count in (1, 12):
        for _ in range(count):
            said_by(VoiceFactory(theme=theme))
        with django_assert_num_queries(9 if count == 1 else 6):
            actions.lay_cards(theme=theme, acting_user=None)


def test_a_voice_is_laid_when_everyone_reads_it_and_goes_when_they_do_not():
    voice = VoiceFactory(state=RetexState.RECEIVED)
    said_by(voice)
    publish_retex(retex=voice, acting_user=None)
    assert Card.objects.get().point.text == "La digue coupe le réseau"

    call_for_reading(retex=voice, reports=3, hides=True, acting_user=None)
    assert not Card.objects.exists()


def test_taken_back_a_point_to_sort_goes_and_a_placed_one_stays_without_words():
    desk = DeskFactory()
    placed, waiting, other = (VoiceFactory(theme=desk.theme) for _ in range(3))
    for voice in (placed, waiting, other):
        said_by(voice)
    actions.lay_cards(theme=desk.theme, acting_user=None)
    cards = [Card.objects.get(point__retex=voice) for voice in (placed, other)]
    act(actions.open_finding, desk=desk, cards=cards, text="On capte mal")

    withdraw_retex(retex=waiting, acting_user=None)
    withdraw_retex(retex=placed, acting_user=None)

    finding = SharedFinding.objects.get()
    assert Card.objects.count() == 2
    assert (finding.voices, finding.territories) == (1, 1)
    card = Card.objects.get(pk=cards[0].pk)
    assert (card.tray, card.folded, card.point.text) == (Tray.PLACED, "", "")
    [said] = read([card])
    assert (said.words, said.who) == ("", ["Parole retirée"])


def test_a_wording_copied_from_what_was_taken_back_goes_with_it():
    desk = DeskFactory()
    voice = VoiceFactory(theme=desk.theme)
    said_by(voice, "Mon école est coupée, dit Aline")
    other = CardFactory(desk=desk)
    actions.lay_cards(theme=desk.theme, acting_user=None)
    copied = {"desk": desk, "text": "Mon école est coupée, dit Aline."}
    act(actions.open_finding, cards=[Card.objects.get(point__retex=voice), other], **copied)

    withdraw_retex(retex=voice, acting_user=None)

    assert SharedFinding.objects.get().text == "Constat à reformuler : ses mots ont été retirés"
    assert "Aline" not in f"{SharedFinding.objects.get().text} {Change.objects.get().after}"


def test_hidden_from_everyone_a_placed_point_shows_no_words():
    desk = DeskFactory()
    voice = VoiceFactory(theme=desk.theme)
    said_by(voice)
    actions.lay_cards(theme=desk.theme, acting_user=None)
    act(actions.open_finding, desk=desk, cards=list(desk.cards.all()), text="On capte mal")

    call_for_reading(retex=voice, reports=3, hides=True, acting_user=None)

    assert SharedFinding.objects.get().voices == 0
    assert read([desk.cards.get()])[0].words == ""


def test_a_sheet_that_is_written_lays_what_its_table_says():
    workshop = WorkshopFactory(published=True)
    row = {"retex": [], "theme": "", "irritants": ["Zones blanches"], "strengths": ["Le car"]}
    written = {"workshop": workshop, "acting_user": None}
    diagnosis.write_diagnosis(rows=[_row(row)], **written)
    assert set(Card.objects.values_list("point__text", flat=True)) == {"Zones blanches", "Le car"}

    diagnosis.write_diagnosis(rows=[_row(row | {"strengths": []})], **written)
    assert list(Card.objects.values_list("point__text", flat=True)) == ["Zones blanches"]


def _row(told):
    item = lambda text: {"text": text, "highlighted": False}  # noqa: E731
    return told | {name: [item(text) for text in told[name]] for name in ("irritants", "strengths")}


def test_people_are_counted_once_and_tables_by_their_accounts():
    desk = DeskFactory()
    around = TerritoryFactory(department=True, parent=desk.theme.consultation.territory)
    voice = VoiceFactory(theme=desk.theme, territory=around)
    for text in ("Une fois", "Deux fois"):
        said_by(voice, text)
    workshop = WorkshopFactory(theme=desk.theme, published=True, territory=around)
    accounts = RetexFactory.create_batch(2, workshop=workshop)
    finding = FindingFactory(row__workshop=workshop)
    EvidenceFactory(finding=finding, point=PointFactory(workshop=workshop, about=accounts))
    actions.lay_cards(theme=desk.theme, acting_user=None)

    act(actions.open_finding, desk=desk, cards=list(desk.cards.all()), text="On capte mal")

    shared = SharedFinding.objects.get()
    assert (shared.voices, shared.workshops, shared.territories) == (3, 1, 1)
    assert Point.objects.count() == 3
