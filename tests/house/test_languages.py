"""What is translated is well formed, and says the same everywhere."""

import pytest

from tests.house import catalogs
from tests.house.tree import PLATFORM, ROOMS, tree

CATALOGS = [
    pytest.param(room, language, id=f"{room}-{language}")
    for room in ROOMS
    for language in catalogs.PUBLIC
]


@pytest.mark.parametrize(("room", "language"), CATALOGS)
def test_a_translation_keeps_the_variables_the_tags_and_the_plurals(room, language):
    assert [
        f"{fault}: {message.id!r}"
        for message in catalogs.read_catalog(room, language)
        if message.id
        for fault in catalogs.faults_of(message, language)
        if fault != catalogs.NOT_TRANSLATED
    ] == []


def test_the_same_words_are_said_the_same_in_every_room():
    """Django pours the catalogs into one: of two translations, one room would read the other's."""
    said = {}
    for room in ROOMS:
        for language in catalogs.PUBLIC:
            for key, message in catalogs.translated(room, language).items():
                said.setdefault((language, *key), {}).setdefault(message.string, set()).add(room)
    assert {key: told for key, told in said.items() if len(told) > 1} == {}


@pytest.mark.parametrize("place", [*catalogs.PUBLIC_PLACES, *catalogs.STAFF_PLACES])
def test_the_places_whose_texts_everybody_reads_exist(place):
    file, _sharp, part = place.partition("#")
    found = list(PLATFORM.glob(file))
    assert found
    if part:
        assert part in {catalogs.name_of(node) for path in found for node in tree(path).body}


def test_a_text_that_is_lost_is_found(monkeypatch):
    """The tool itself: a text without a translation, a variable forgotten, a plural too few."""
    found = catalogs.Found("Bonjour %(name)s", None, {"portal/own_words.py"})
    texts = {(None, found.msgid): found}
    assert catalogs.wanted("portal", "ar", texts) == texts

    catalog = catalogs.updated("portal", "ar", texts)
    message = catalog["Bonjour %(name)s"]
    assert list(catalogs.faults_of(message, "ar")) == [catalogs.NOT_TRANSLATED]
    message.string = "مرحبا"
    assert "other variables" in next(catalogs.faults_of(message, "ar"))
    message.string = "مرحبا %(name)s"
    assert list(catalogs.faults_of(message, "ar")) == []

    several = catalogs.Found(("%(n)s mot", "%(n)s mots"), None, {"portal/own_words.py"})
    catalog = catalogs.updated("portal", "uk", {(None, "%(n)s mot"): several})
    message = catalog["%(n)s mot"]
    assert len(message.string) == 3
    message.string = ("%(n)s слово", "%(n)s слова")
    assert "forms of the plural" in next(catalogs.faults_of(message, "uk"))
