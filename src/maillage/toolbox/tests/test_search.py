"""The same question finds the same rows on both databases."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.toolbox.analysis import fold
from maillage.toolbox.operations import SearchIndex, mend_search
from maillage.toolbox.search import MOST_WORDS, search, words

pytestmark = pytest.mark.django_db

VOICES = [
    "Chez nous on ne capte rien : zone blanche !",
    "La zone est blanche depuis l’hiver",
    "L’élève n’a pas d’ordinateur",
    "Prêt d’ordinateurs le mercredi",
    "Voir https://exemple.fr/prêt_d-ordinateur?x=1",
    "Numéro 02e3a, 4G et 5G",
    "غياب الإنترنت في القرية",
]

CREATION = migrations.CreateModel(
    "Note",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("body", models.TextField()),
        ("folded", models.TextField()),
        ("weight", models.IntegerField(default=0)),
    ],
)
INDEX = SearchIndex("Note")


def migrate(state, operation, backwards=False):
    after = state.clone()
    operation.state_forwards("toolbox", after)
    with connection.schema_editor() as editor:
        if backwards:
            operation.database_backwards("toolbox", editor, after, state)
        else:
            operation.database_forwards("toolbox", editor, state, after)
    return after


@pytest.fixture(scope="module")
def state(django_db_setup, django_db_blocker):
    # Once for the file: PostgreSQL empties every table after each test that makes one.
    with django_db_blocker.unblock():
        made = migrate(migrate(ProjectState(), CREATION), INDEX)
    yield made
    with django_db_blocker.unblock():
        migrate(made, INDEX, backwards=True)
        migrate(ProjectState(), CREATION, backwards=True)


@pytest.fixture
def note(state, db):
    return state.apps.get_model("toolbox", "note")


@pytest.fixture
def emptied(note, transactional_db):
    """For the tests that change tables, which no rollback undoes."""
    yield
    note.objects.all().delete()


@pytest.fixture
def voices(note):
    for voice in VOICES:
        note.objects.create(body=voice, folded=fold(voice))
    return note.objects.order_by("pk")


def found(voices, query):
    return [VOICES.index(row.body) for row in search(voices, query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("zone blanche", [0, 1]),
        ("ZONE BLANCHES", []),
        ("blan zo", [0, 1]),
        ('"zone blanche"', [0]),
        ("« zone blanche » capte", [0]),
        ('"zone blanc"', []),
        ("eleve", [2]),
        ("Élève", [2]),
        ("ordinateur", [2, 3, 4]),
        ('"ordinateur', [2, 3, 4]),
        ("l'élève", [2]),
        ("exemple.fr", [4]),
        ("02e3", [5]),
        ("4g 5g", [5]),
        ("الانترنت", [6]),
        ("", [0, 1, 2, 3, 4, 5, 6]),
        ("   ", [0, 1, 2, 3, 4, 5, 6]),
        ("!!!", []),
        ("zone -blanche NOT hiver", []),
    ],
)
def test_every_word_typed_begins_a_word_of_the_row(voices, query, expected):
    assert found(voices, query) == expected


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.text("ab1e é'-", max_size=12), max_size=5),
    st.text("ab1e é'-", max_size=6),
)
def test_the_database_agrees_with_reading_the_rows_one_by_one(note, texts, query):
    note.objects.all().delete()
    rows = note.objects.bulk_create([note(body=text, folded=fold(text)) for text in texts])
    asked = words(query)

    by_hand = [
        row.pk
        for row in rows
        if all(any(w.startswith(a) for w in row.folded.split()) for a in asked)
        and (asked or not query.strip())
    ]
    assert [row.pk for row in search(note.objects.order_by("pk"), query)] == by_hand


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from("\"'*:&|!()\\%_^-")
    )
)
def test_nothing_that_can_be_typed_is_an_error(voices, query):
    list(search(voices, query))


def test_a_null_byte_is_no_error_either(voices):
    assert found(voices, "zone\0blanche") == [0, 1]


def test_a_thousand_words_cost_what_a_dozen_do():
    assert words("mot " * 1000) == ["mot"] * MOST_WORDS


def test_what_is_found_is_still_a_queryset(voices, note, django_assert_num_queries):
    note.objects.filter(body=VOICES[1]).update(weight=5)

    with django_assert_num_queries(1):
        rows = list(search(note.objects.filter(weight__gt=1), "zone").order_by("-weight")[:3])
    assert [row.body for row in rows] == [VOICES[1]]
    assert search(note.objects.exclude(weight=5), "zone").count() == 1
    assert not search(note.objects.all(), "zone").filter(body="?").exists()
    assert note.objects.filter(pk__in=search(note.objects.all(), "zone").values("pk")).count() == 2


def test_the_index_follows_every_change_of_a_row(voices, note):
    row = note.objects.get(body=VOICES[0])
    note.objects.filter(pk=row.pk).update(folded="fibre optique")
    assert found(voices, "zone") == [1]
    assert found(voices, "fibre") == [0]

    row.delete()
    assert found(voices, "fibre") == []


def test_rows_older_than_the_index_are_found(emptied, note, state):
    migrate(state, INDEX, backwards=True)
    note.objects.create(body=VOICES[0], folded=fold(VOICES[0]))
    migrate(state, INDEX)

    assert search(note.objects.all(), "capte").count() == 1


def test_a_table_written_anew_by_a_migration_keeps_its_search(emptied, voices, state):
    longer = migrations.AlterField("Note", "weight", models.BigIntegerField(default=1))
    after = migrate(state, longer)
    mended = mend_search(connection)

    assert mended == (["toolbox_note"] if connection.vendor == "sqlite" else [])
    assert mend_search(connection) == []
    later = after.apps.get_model("toolbox", "note").objects
    later.create(body="Fibre", folded="fibre")
    assert search(later.all(), "fibre").count() == 1
    assert search(later.all(), "zone").count() == 2
    migrate(after, migrations.AlterField("Note", "weight", models.IntegerField(default=0)))
    mend_search(connection)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="asks PostgreSQL for its plan")
def test_the_question_is_worded_so_that_the_index_is_used(voices):
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        plan = search(voices.order_by(), "zone").explain()
        cursor.execute("RESET enable_seqscan")
    assert "toolbox_note_search" in plan


def test_the_operation_writes_itself_in_a_migration():
    assert INDEX.deconstruct() == ("SearchIndex", ["Note"], {"column": "folded"})
    assert INDEX.migration_name_fragment == "note_search"
    assert INDEX.describe() == "Search the words of folded of Note"
