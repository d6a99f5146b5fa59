"""After a withdrawal nothing holds what was said: no table, no index, no page, no cache."""

import pickle
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection
from django.urls import reverse

from maillage.diagnosis.actions import cite_point
from maillage.diagnosis.models import Finding
from maillage.moderation.actions import report_retex
from maillage.moderation.enums import Grievance
from maillage.plan.models import Action
from maillage.sorting.actions import open_finding, publish_desk
from maillage.sorting.models import Desk, SharedFinding
from maillage.toolbox.analysis import fold
from maillage.voices.actions import (
    Said,
    correct_own_retex,
    publish_retex,
    receive_retex,
    refuse_retex,
    withdraw_retex,
)
from maillage.voices.enums import Profile

pytestmark = pytest.mark.django_db
AUTHOR = AnonymousUser()
CANARY = "Perlimpinpïn"
ALL = f"{CANARY} chante"


@pytest.fixture(autouse=True)
def kept_pages(settings):
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": memory, "LOCATION": "kept-words"}}
    yield
    caches["pages"].clear()


def said(**more):
    told = {"title": ALL, "text": ALL, "place": ALL, "links": (f"https://{CANARY}.fr/",)}
    points = {"irritants": (ALL, f"Un autre {ALL}"), "strengths": (ALL,)}
    return Said(profile=Profile.PARENT, **told, **points, **more)


@pytest.fixture
def sent(consultation, workshop):
    """Received, refused with a reason that quotes it, corrected, published, cited, reported."""
    sent = receive_retex(
        consultation=consultation, said=said(), client_key=uuid.uuid4(), acting_user=AUTHOR
    )
    refuse_retex(retex=sent.retex, reason=f"« {ALL} » ?", acting_user=None)
    better = said(theme_id=consultation.themes.first().pk)
    retex = correct_own_retex(retex=sent.retex, said=better, version=1, acting_user=AUTHOR)
    publish_retex(retex=retex, acting_user=None)
    cited = retex.points.filter(kind="irritant").first()
    finding = Finding.objects.filter(workshop=workshop).first()
    cite_point(finding=finding, point=cited, acting_user=None)
    gather(retex)
    report_retex(retex=retex, kind=Grievance.FALSE, words=ALL, reporter="a", acting_user=None)
    return sent


def gather(retex):
    """Somebody who sorts copies its words for a finding, and lets everyone read it."""
    desk = Desk.objects.get(theme=retex.theme)
    cards = list(desk.cards.filter(point__retex=retex, kind="irritant"))
    told = {"seen": 0, "key": uuid.uuid4(), "acting_user": None}
    open_finding(desk=desk, cards=cards, text=ALL, **told)
    publish_desk(desk=desk, acting_user=None)


def addresses(retex, sent):
    finding = Finding.objects.get(evidence__point__retex=retex)
    return [
        "/",
        reverse("voices:retours"),
        reverse("voices:retours") + "?q=chante",
        retex.get_absolute_url(),
        finding.get_absolute_url(),
        SharedFinding.objects.get().get_absolute_url(),
        reverse("diagnosis:findings"),
        reverse("portal:thread", args=["constat", finding.pk]),
        reverse("portal:thread", args=["action", Action.objects.first().pk]),
        reverse("portal:thread", args=["retex", retex.pk]),
        reverse("portal:my_words", args=[sent.receipt]),
        reverse("moderation:report", args=[retex.pk]),
        "/synthese/",
    ]


def holding():
    """The tables in which the word stands, typed or ready to be searched, the index included."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                held = "".join(
                    bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview)
                    else str(value)
                    for value in row
                )  # fmt: skip
                if any(word in held for word in words()):
                    found.add(table)
    return found


def words():
    # An index cuts words into what they begin with: six letters are enough to be recognised.
    return {CANARY, CANARY.encode().decode("latin-1"), fold(CANARY), fold(CANARY)[:6]}


def test_the_word_is_everywhere_before_and_nowhere_after(
    client, sent, django_capture_on_commit_callbacks
):
    retex = sent.retex
    before = [url for url in addresses(retex, sent) if says(page(client, url))]
    assert len(before) >= 7
    assert {"voices_retex", "voices_point", "voices_formerretex", "moderation_report"} <= holding()
    assert says_any(caches["pages"])

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_retex(retex=retex, acting_user=AUTHOR)

    assert holding() == set()
    assert [url for url in addresses(retex, sent) if says(page(client, url))] == []
    assert not says_any(caches["pages"])
    assert not says_any(caches["default"])


def says_any(cache):
    return any(CANARY.encode() in pickle.dumps(kept) for kept in cache._cache.values())


def page(client, url):
    return client.get(url).content.decode()


def says(text):
    return CANARY in text or fold(CANARY) in fold(text)
