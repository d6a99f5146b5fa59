"""/moderation/<n>/: read it whole, decide, go on to the next; two moderators never cross unseen."""

import pytest
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.moderation.actions import decide, report_retex
from maillage.moderation.enums import Decision, Grievance
from maillage.moderation.models import Report
from maillage.moderation.queries import mark_of
from maillage.voices.actions import Said, correct_own_retex, publish_retex, withdraw_retex
from maillage.voices.enums import Profile, RetexState
from maillage.voices.models import Contribution
from maillage.voices.tests.pages import main_words, read

pytestmark = pytest.mark.django_db


def address(retex):
    return reverse("moderation:item", args=[retex.pk])


def marks(*several):
    return {
        retex.pk: mark_of(Contribution.objects.select_related("retex").get(pk=retex.pk))
        for retex in several
    }


def test_the_page_shows_the_words_the_past_and_what_readers_say(client, say, mona):
    retex = say("Le forfait", text="Chez nous, rien ne passe.")
    client.force_login(mona)

    said = main_words(read(client.get(address(retex))))
    assert "Chez nous, rien ne passe." in said
    assert "On ne capte rien" in said
    assert "RETEX reçu" in said


def test_a_decision_opens_the_next_one_and_the_last_one_closes_the_queue(client, say, mona):
    first, second = say("Un"), say("Deux")
    client.force_login(mona)
    form = {"seen": marks(first)[first.pk], "decision": "publish"}

    assert client.post(address(first), form).url == address(second)
    form = {"seen": marks(second)[second.pk], "decision": "publish"}
    assert client.post(address(second), form).url == reverse("moderation:queue")
    said = main_words(read(client.get(address(first))))
    assert "Mona" in said
    assert "RETEX publié" in said


def test_it_is_refused_with_a_reason_in_one_s_own_words(client, say, mona):
    retex = say()
    client.force_login(mona)
    form = {"seen": marks(retex)[retex.pk], "decision": "refuse", "words": "Redites-le."}

    client.post(address(retex), form)

    assert Contribution.objects.get().reason == "Redites-le."
    assert "Redites-le." not in str(list(Entry.objects.values()))


def test_a_decision_without_a_reason_keeps_the_page_and_decides_nothing(client, say, mona):
    retex = say()
    client.force_login(mona)
    form = {"seen": marks(retex)[retex.pk], "decision": "refuse"}

    page = read(client.post(address(retex), form), status=422)
    assert "Choisissez une raison" in main_words(page)
    assert client.post(address(retex), {"decision": "autre"}).status_code == 422


def test_it_exists_for_its_moderators_alone(client, say, mona, nils):
    retex = say()
    assert client.get(address(retex)).status_code == 302
    for outsider in (nils, UserFactory()):
        client.force_login(outsider)
        assert client.get(address(retex)).status_code == 404
        assert client.post(address(retex), {"decision": "publish"}).status_code == 404


def test_the_second_of_two_moderators_is_told_and_contradicts_nobody(client, say, mona, place):
    retex = say()
    seen = marks(retex)[retex.pk]
    other = UserFactory(name="Omar", moderator_of=place)
    decide(decision=Decision.PUBLISH, seen={retex.pk: seen}, acting_user=other)
    client.force_login(mona)

    form = {"seen": seen, "decision": "refuse", "words": "Non."}
    answer = client.post(address(retex), form, follow=True)

    retex.refresh_from_db()
    assert retex.state == RetexState.PUBLISHED
    assert "quelqu’un en a décidé autrement" in answer.content.decode()


def test_two_who_decide_the_same_are_both_told_it_is_done(say, mona, place):
    retex = say()
    seen = marks(retex)
    other = UserFactory(moderator_of=place)
    decide(decision=Decision.PUBLISH, seen=seen, acting_user=other)

    decided = decide(decision=Decision.PUBLISH, seen=seen, acting_user=mona)

    assert decided.done == [retex]
    assert Entry.objects.filter(event="voices.retex.published").count() == 1


@pytest.mark.parametrize("changed", ["corrected", "withdrawn"])
def test_what_its_author_changed_meanwhile_is_not_published_unread(say, mona, changed):
    retex = say()
    seen = marks(retex)
    if changed == "corrected":
        said = Said(profile=Profile.PARENT, text="Autre chose, avec un nom")
        correct_own_retex(retex=retex, said=said, version=1, acting_user=None)
    else:
        withdraw_retex(retex=retex, acting_user=None)

    decided = decide(decision=Decision.PUBLISH, seen=seen, acting_user=mona)

    retex.refresh_from_db()
    assert decided.met == [retex]
    assert not retex.is_shown


def test_a_decision_answers_the_reports_and_forgets_who_sent_them(read_after, say, mona):
    retex = say()
    report_retex(retex=retex, kind=Grievance.FALSE, words="Non", reporter="a", acting_user=None)

    decide(decision=Decision.PUBLISH, seen=marks(retex), acting_user=mona)

    report = Report.objects.get()
    assert report.reporter == ""
    assert report.closed_at is not None
    assert Contribution.objects.get().reports == 0


def test_what_was_published_can_be_taken_off_later(client, say, mona):
    retex = publish_retex(retex=say(), acting_user=None)
    client.force_login(mona)
    page = read(client.get(address(retex)))
    assert "Ne plus publier" in main_words(page)
    form = {"seen": marks(retex)[retex.pk], "decision": "refuse", "reason": "hurtful"}

    client.post(address(retex), form)

    retex.refresh_from_db()
    assert retex.state == RetexState.REFUSED
    assert not retex.is_shown
