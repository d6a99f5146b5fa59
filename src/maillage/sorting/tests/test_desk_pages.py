"""The screens of a desk, as somebody without JavaScript uses them."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.tests.factories import UserFactory
from maillage.sorting import actions
from maillage.sorting.enums import Tray
from maillage.sorting.models import Decision, SharedFinding
from maillage.sorting.tests.factories import CardFactory, DeskFactory, SuggestionFactory
from maillage.sorting.tests.gestures import act, send
from maillage.voices.tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory()


def facilitator(desk, name="Claire"):
    client = Client()
    client.force_login(UserFactory(name=name, facilitator_of=desk.theme.consultation.territory))
    return client


def read(client, desk, name="sorting:desk", query="", **more):
    address = reverse(name, kwargs={"pk": desk.theme_id, **more})
    page = client.get(address + query)
    assert page.status_code == 200
    return page.content.decode()


def test_the_themes_say_what_is_left(desk):
    cards = CardFactory.create_batch(3, desk=desk)
    act(actions.set_aside, desk=desk, cards=cards[:1])

    page = facilitator(desk).get(reverse("sorting:themes")).content.decode()

    assert "Triés : 1 sur 3. Il en reste 2." in page


def test_a_suggestion_is_shown_with_its_reasons_and_accepted_in_one_gesture(desk):
    cards = [CardFactory(desk=desk, words=f"Pas de réseau au bourg {n}") for n in range(3)]
    suggestion = SuggestionFactory(desk=desk, of=cards)
    client = facilitator(desk)
    page = read(client, desk)
    assert "mêmes mots : réseau" in page
    assert page.count("« Pas de réseau au bourg") == 3

    typed = {"suggestion": suggestion.pk, "cards": [cards[0].pk, cards[1].pk]}
    done = send(client, desk, page, geste="open", text="Le  bourg sans réseau", **typed)

    assert done.status_code == 302
    assert SharedFinding.objects.get().text == "Le bourg sans réseau"
    assert "Décision n° 1 : Constat ouvert" in read(client, desk)


def test_the_wording_proposed_is_never_what_one_person_said(desk):
    SuggestionFactory(desk=desk, of=[CardFactory(desk=desk, words="Ma fille Aline attend le car")])

    page = read(facilitator(desk), desk)

    assert re.search(r"<textarea[^>]*>\s*réseau, bourg\s*</textarea>", page)


def test_later_shows_the_next_one_and_points_alone_come_last(desk):
    one, two, alone = CardFactory.create_batch(3, desk=desk)
    SuggestionFactory(desk=desk, of=[one], rank=1, name="premier")
    SuggestionFactory(desk=desk, of=[two], rank=2, name="second")
    client = facilitator(desk)
    page = read(client, desk)
    assert "premier" in page
    page = read(client, desk, query=re.search(r'href="(\?apres=[^"]+)"', page)[1])
    assert "second" in page
    page = read(client, desk, query=re.search(r'href="(\?apres=[^"]+)"', page)[1])
    assert "Où ranger ce propos ?" in page
    page = read(client, desk, query=re.search(r'href="(\?propos=[^"]+)"', page)[1])
    assert "Où ranger ce propos ?" in page
    assert alone.point.text not in read(client, desk)


def test_one_of_the_nine_nearest_receives_a_point(desk):
    card, other = CardFactory(desk=desk), CardFactory(desk=desk)
    opening = act(actions.open_finding, desk=desk, cards=[other], text="Réseau du bourg")
    finding = opening.changes.get().finding
    client = facilitator(desk)

    send(client, desk, sous=finding.pk, cards=[card.pk], text="")

    card.refresh_from_db()
    assert card.finding == finding


def test_the_second_of_two_people_is_shown_what_the_first_did_and_keeps_what_they_typed(desk):
    card, other = CardFactory.create_batch(2, desk=desk)
    first, second = facilitator(desk, "Claire"), facilitator(desk, "Idriss")
    page = read(second, desk)
    send(first, desk, geste="open", text="Le bourg", cards=[card.pk])

    typed = {"geste": "open", "text": "Tout autre chose", "cards": [card.pk, other.pk]}
    met = send(second, desk, page, **typed)

    shown = met.content.decode()
    assert met.status_code == 409
    assert "Claire" in shown
    assert "Maintenant sous « Le bourg »" in shown
    assert "Tout autre chose" in shown
    assert SharedFinding.objects.count() == 1

    done = send(second, desk, shown, **typed)
    assert done.status_code == 302
    assert Decision.objects.count() == 2
    assert SharedFinding.objects.get(closed_at=None).text == "Tout autre chose"


def test_a_page_sent_twice_decides_once(desk):
    card = CardFactory(desk=desk)
    client = facilitator(desk)
    page = read(client, desk)
    for _ in range(2):
        assert send(client, desk, page, geste="set_aside", cards=[card.pk]).status_code == 302
    assert Decision.objects.count() == 1


def test_what_is_missing_is_asked_and_what_was_typed_is_kept(desk):
    CardFactory(desk=desk)
    client = facilitator(desk)

    met = send(client, desk, geste="open", text="Un constat sans propos")

    assert met.status_code == 422
    assert "Cochez au moins un propos." in met.content.decode()
    assert "Un constat sans propos" in met.content.decode()


def test_points_are_looked_for_by_their_words_and_put_together(desk):
    CardFactory(desk=desk, words="Le bibliobus passe trop tôt")
    wanted = CardFactory(desk=desk, words="La tablette reste à l’école")
    client = facilitator(desk)

    page = read(client, desk, "sorting:points", "?q=TABLETTES")
    assert "Aucun propos ici" in page
    page = read(client, desk, "sorting:points", "?q=tablette")
    assert "La tablette reste" in page
    assert "bibliobus" not in page

    send(client, desk, page, geste="set_aside", cards=[wanted.pk])
    assert "La tablette reste" in read(client, desk, "sorting:points", f"?ou={Tray.ASIDE}")


def test_a_finding_is_reworded_split_and_merged_from_its_page(desk):
    cards = CardFactory.create_batch(4, desk=desk)
    act(actions.open_finding, desk=desk, cards=cards, text="Le réseau")
    finding, client = SharedFinding.objects.get(), facilitator(desk)

    def on_page(**typed):
        page = read(client, desk, "sorting:finding_desk", finding=finding.pk)
        assert send(client, desk, page, finding=finding.pk, **typed).status_code == 302

    on_page(geste="rename", text="Le réseau du bourg")
    on_page(geste="split", text="À part", cards=[cards[0].pk, cards[1].pk])
    apart = SharedFinding.objects.get(text="À part")
    on_page(sous=apart.pk, cards=[cards[2].pk], text="Le réseau du bourg")
    assert apart.cards.count() == 3
    on_page(dans=apart.pk, text="Le réseau du bourg")
    apart.refresh_from_db()
    assert (apart.cards.count(), apart.text) == (4, "À part")
    assert "Il est fusionné dans" in read(client, desk, "sorting:finding_desk", finding=finding.pk)


def test_the_history_undoes_and_says_what_stands_in_the_way(desk):
    cards = CardFactory.create_batch(2, desk=desk)
    opening = act(actions.open_finding, desk=desk, cards=cards[:1], text="Le réseau")
    act(actions.place, desk=desk, cards=cards[1:], finding=SharedFinding.objects.get())
    client = facilitator(desk)

    met = send(client, desk, geste="undo", decision=opening.pk)
    assert met.status_code == 409
    assert "qui vient après" in met.content.decode()
    last = Decision.objects.latest("number")
    assert send(client, desk, geste="undo", decision=last.pk).status_code == 302
    assert "Annulée par la décision n° 3." in read(client, desk, "sorting:decisions")


def test_the_desk_of_another_day_is_shown_as_it_was(desk):
    cards = CardFactory.create_batch(2, desk=desk)
    act(actions.open_finding, desk=desk, cards=cards[:1], text="Le réseau d’avant")
    past = timezone.now() - datetime.timedelta(days=7)
    Decision.objects.update(decided_at=past)
    finding = SharedFinding.objects.get()
    act(actions.rename, desk=desk, finding=finding, text="Le réseau d’après")
    act(actions.set_aside, desk=desk, cards=cards[1:])
    client = facilitator(desk)

    page = read(client, desk, query=f"?jour={past.date()}&constat={finding.pk}")
    assert "Le réseau d’avant" in page
    assert cards[0].point.text in page
    assert "Mis de côté : 0" in page
    assert "Rien n’était encore réuni" in read(client, desk, query="?jour=2020-02-28")
    assert "Le réseau d’après" in read(client, desk, query="?jour=2020-02-30")


def test_what_is_laid_and_published_by_a_button():
    theme = ThemeFactory()
    client = Client()
    client.force_login(UserFactory(theme_lead_of=theme.consultation.territory))
    address = reverse("sorting:desk", args=[theme.pk])
    assert "Rien n’est posé sur ce bureau" in client.get(address).content.decode()
    assert client.post(reverse("sorting:publication", args=[theme.pk])).status_code == 404

    desk = DeskFactory(theme=theme)
    client.post(reverse("sorting:publication", args=[theme.pk]))
    desk.refresh_from_db()
    assert desk.published_at
    client.post(reverse("sorting:publication", args=[theme.pk]), {"retirer": "1"})
    desk.refresh_from_db()
    assert desk.published_at is None
    assert client.post(reverse("sorting:lay", args=[theme.pk])).status_code == 302


def test_each_page_costs_the_same_however_long_its_lists(desk, django_assert_max_num_queries):
    client = facilitator(desk)
    pages = {
        "sorting:desk": "",
        "sorting:points": "?q=bourg",
        "sorting:findings": "",
        "sorting:decisions": "",
    }
    counted = {}
    for _turn in range(2):
        for _ in range(3):
            cards = CardFactory.create_batch(4, desk=desk)
            act(actions.open_finding, desk=desk, cards=cards[:2], text="Le bourg")
            SuggestionFactory(desk=desk, of=cards[2:])
        finding = SharedFinding.objects.filter(desk=desk).first()
        for name, query in pages.items():
            with django_assert_max_num_queries(100) as asked:
                read(client, desk, name, query)
            counted.setdefault(name, set()).add(len(asked))
        with django_assert_max_num_queries(100) as asked:
            read(client, desk, "sorting:finding_desk", finding=finding.pk)
            read(client, desk, query=f"?jour={timezone.localdate()}&constat={finding.pk}")
        counted.setdefault("finding and day", set()).add(len(asked))
    assert all(len(counts) == 1 for counts in counted.values()), counted
