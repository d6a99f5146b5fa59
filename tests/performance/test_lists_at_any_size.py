"""What lists cost, counted rather than timed: queries, and the steps of SQLite's machine."""

import pytest
from bench import voices
from bench.data import fill
from bench.pages import LISTS, cursor_in_the_middle
from django.apps import apps
from django.db import connection, transaction

pytestmark = pytest.mark.django_db
MOST_QUERIES = 6
FEW, MANY = 400, 4_000
EVERY = 20  # steps between two ticks
# The last place spoke in the first workshop alone: the whole list stands before its words.
SILENT = "territoire=D101"
# Known to grow, and told in docs/figures.md: what few share is looked for through other tables.
GROWS = {("/suivi/", "thematique=1"), ("/suivi/", SILENT), ("/suivi/indicateurs/", SILENT)}
# SQLite compares rows by their first column where the second is the key: equal weights are passed.
GROWS |= {("/diagnostic/", "middle")}


# Of what people say for themselves: rare by two filters, walked whole by one of them alone.
CUT_BY_TWO = ("thématique et recueil rare", "profil et recueil rare", "commune", "nature")


def measured_at(rows, measure, fill=fill):
    """What `measure` says of an installation of that size; nothing stays of it."""
    with transaction.atomic():
        fill(rows)
        found = measure()
        transaction.set_rollback(True)
    return found


def statements(client, address):
    found = []

    def keep(execute, sql, params, many, context):
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        assert client.get(address).status_code == 200
    return found


def steps(client, path, asked):
    """Of what reads the table of the list, to the last row of the page."""
    if asked == "middle":
        asked = f"curseur={cursor_in_the_middle(path)}"
    table = apps.get_model(LISTS[path][0])._meta.db_table
    ticks = []
    # Neither what counts who spoke where, which is asked every ten minutes.
    own = [
        each
        for each in statements(client, f"{path}?{asked}")
        if f'FROM "{table}"' in each[0] and "GROUP BY" not in each[0]
    ]
    for sql, params in own:
        connection.connection.set_progress_handler(lambda: ticks.append(1) and None, EVERY)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            cursor.fetchall()
        connection.connection.set_progress_handler(None, 0)
    assert own
    return EVERY * len(ticks)


def test_lists_ask_the_same_of_few_rows_and_of_many(client):
    def counted():
        # Django asks once in a process whether SQLite knows JSON: not in what is counted.
        assert connection.features.supports_json_field
        asked = [f"{path}?thematique=1" for path in LISTS]
        return {address: len(statements(client, address)) for address in asked}

    few, many = measured_at(200, counted), measured_at(1_000, counted)

    assert many == few
    assert max(many.values()) <= MOST_QUERIES


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the steps of SQLite's own machine")
def test_ten_times_the_rows_are_not_read_to_show_twenty(client):
    # The page of workshops is left out: few of them hold many rows.
    cases = [
        (path, asked)
        for path in LISTS
        for asked in ("", "thematique=1", "middle", SILENT)
        if path != "/synthese/" and (path, asked) not in GROWS
    ]

    def stepped():
        return {case: steps(client, *case) for case in cases}

    few, many = measured_at(FEW, stepped), measured_at(MANY, stepped)

    assert {
        case: (few[case], many[case]) for case in cases if many[case] > 2 * few[case] + 500
    } == {}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the steps of SQLite's own machine")
def test_voices_cut_by_two_are_not_walked_whole(client):
    client.cookies["nobody"] = "known"

    def stepped():
        return {case: steps(client, "/retours/", voices.CASES[case][1:]) for case in CUT_BY_TWO}

    few = measured_at(FEW, stepped, voices.fill)
    many = measured_at(MANY, stepped, voices.fill)

    assert {
        case: (few[case], many[case]) for case in CUT_BY_TWO if many[case] > 2 * few[case] + 500
    } == {}
