"""Pages after the last row seen: every row once, at any size, for one query."""

import base64
import datetime
import decimal

import pytest
from django.core import signing
from django.db import connection, models
from django.db.models.functions import Length
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.toolbox.listing import capped_count, keyset_page

pytestmark = pytest.mark.django_db
DAY = datetime.datetime(2026, 11, 24, 8, 0, 0, 123456, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def row_model(django_db_setup, django_db_blocker):
    with isolate_apps("maillage.toolbox"):

        class Row(models.Model):
            weight = models.IntegerField(default=0)
            title = models.CharField(max_length=20, default="")
            ratio = models.DecimalField(max_digits=6, decimal_places=2, default=0)
            seen_at = models.DateTimeField(default=DAY)
            due_on = models.DateField(null=True)

            class Meta:
                app_label = "toolbox"

    # Once for the file: PostgreSQL empties every table after each test that makes one.
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Row)
    yield Row
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Row)


@pytest.fixture
def row(row_model, db):
    return row_model.objects


def walk(queryset, *, backwards_from="", **options):
    """Every page, forwards from the start or backwards from a cursor."""
    pages, cursor = [], backwards_from
    while True:
        page = keyset_page(queryset, cursor=cursor, **options)
        pages.append(page)
        cursor = page.previous_cursor if backwards_from else page.next_cursor
        if not cursor:
            return pages


ORDERS = [
    ("-weight", "-pk"),
    ("weight", "-pk"),
    ("title", "-weight", "pk"),
    ("-ratio", "-seen_at", "pk"),
    ("due_on", "-weight", "pk"),
    ("-weight", "-due_on", "-id"),
]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from(["", "a", "é"]),
            st.sampled_from([decimal.Decimal("0.10"), decimal.Decimal("0.20")]),
            st.sampled_from([DAY, DAY + datetime.timedelta(microseconds=1)]),
            st.sampled_from([None, DAY.date(), DAY.date() + datetime.timedelta(days=1)]),
        ),
        min_size=2,
        max_size=14,
    ),
    order=st.sampled_from(ORDERS),
    size=st.integers(1, 5),
)
def test_walking_gives_every_row_once_in_order_and_back_again(row, rows, order, size):
    row.all().delete()
    names = ("weight", "title", "ratio", "seen_at", "due_on")
    row.bulk_create([row.model(**dict(zip(names, values, strict=True))) for values in rows])
    options = {"order": order, "size": size, "nullable": ["due_on"]}

    there = walk(row.all(), **options)
    seen = [each.pk for page in there for each in page.rows]
    assert sorted(seen) == sorted(row.values_list("pk", flat=True))
    nulls = {"due_on": models.F("due_on").asc(nulls_last=True)}
    nulls["-due_on"] = models.F("due_on").desc(nulls_last=True)
    expected = row.order_by(*[nulls.get(name, name) for name in order])
    assert seen == [each.pk for each in expected]
    assert [len(page.rows) for page in there[:-1]] == [size] * (len(there) - 1)
    assert not there[0].has_previous
    assert not there[-1].has_next

    if len(there) > 1:
        back = walk(row.all(), backwards_from=there[-1].previous_cursor, **options)
        returned = [page.rows for page in [*reversed(back), there[-1]]]
        assert returned == [page.rows for page in there]
        assert all(page.has_next for page in back)


@pytest.mark.parametrize(("order", "expected"), [("due_on", "abnn"), ("-due_on", "bann")])
def test_rows_without_a_date_come_last_both_ways_and_none_is_skipped(row, order, expected):
    for title, due_on in (("n", None), ("b", DAY.date()), ("n", None), ("a", DAY.date().min)):
        row.create(title=title, due_on=due_on)
    options = {"order": (order, "pk"), "size": 1, "nullable": ["due_on"]}

    there = walk(row.all(), **options)
    assert "".join(page.rows[0].title for page in there) == expected
    back = walk(row.all(), backwards_from=there[-1].previous_cursor, **options)
    assert "".join(page.rows[0].title for page in reversed(back)) == expected[:-1]


def test_a_page_is_one_query_without_count_or_offset(row, django_assert_num_queries):
    for weight in range(30):
        row.create(weight=weight)
    first = keyset_page(row.all())
    with django_assert_num_queries(1) as queries:
        second = keyset_page(row.all(), cursor=first.next_cursor)
    assert [each.weight for each in second.rows] == list(range(9, -1, -1))
    assert "OFFSET" not in queries[0]["sql"]
    assert "COUNT" not in queries[0]["sql"]


def test_rows_that_arrive_or_leave_meanwhile_shift_nothing(row):
    for weight in range(6):
        row.create(weight=weight * 10)
    first = keyset_page(row.all(), size=2)
    row.create(weight=1000)
    row.get(weight=40).delete()

    second = keyset_page(row.all(), size=2, cursor=first.next_cursor)
    assert [each.weight for each in second.rows] == [30, 20]


def test_a_page_whose_rows_have_all_gone_still_leads_back(row):
    for weight in range(4):
        row.create(weight=weight)
    first = keyset_page(row.all(), size=2)
    row.filter(weight__lt=2).delete()

    empty = keyset_page(row.all(), size=2, cursor=first.next_cursor)
    assert empty.rows == []
    assert keyset_page(row.all(), size=2, cursor=empty.previous_cursor).rows != []


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "\0",
        "é" * 5000,
        "a.b",
        ":",
        base64.urlsafe_b64encode(b'["n", [1, 2]]').decode(),
        signing.dumps(["n", [1, 2]]),
        signing.Signer(salt="listing:toolbox.Row:-title,-pk").sign_object(["n", ["a", 1]]),
    ],
    # Signed cursors hold the second at which they were made: two workers would name two tests.
    ids=range(8),
)
def test_a_cursor_that_is_not_ours_gives_the_first_page(row, cursor):
    row.create(weight=1)

    page = keyset_page(row.all(), cursor=cursor)
    assert len(page.rows) == 1
    assert not page.has_previous


def test_a_cursor_cut_or_altered_gives_the_first_page(row):
    for weight in range(3):
        row.create(weight=weight)
    cursor = keyset_page(row.all(), size=1).next_cursor
    for wrong in (cursor[:-1], cursor[1:], cursor.replace(":", "."), "A" + cursor):
        assert keyset_page(row.all(), size=1, cursor=wrong).rows[0].weight == 2


@pytest.mark.parametrize("content", [["n"], "n", ["n", ["not a number", 1]], ["n", [None, 1]], 7])
def test_a_signed_cursor_of_another_shape_gives_the_first_page(row, content):
    row.create(weight=1)
    signer = signing.Signer(salt="listing:toolbox.Row:-weight,-pk")

    assert len(keyset_page(row.all(), cursor=signer.sign_object(content)).rows) == 1


def test_a_computed_column_may_order_a_list(row):
    for title in ("a", "bbb", "cc"):
        row.create(title=title)
    lengths = row.annotate(length=Length("title"))

    pages = walk(lengths, order=("-length", "pk"), size=1)
    assert [page.rows[0].title for page in pages] == ["bbb", "cc", "a"]


def test_rows_may_be_plain_values(row):
    for weight in range(3):
        row.create(weight=weight)
    pages = walk(row.values("weight", "pk"), size=1)
    assert [page.rows[0]["weight"] for page in pages] == [2, 1, 0]


def test_an_order_that_leaves_two_rows_equal_is_refused(row):
    with pytest.raises(ValueError, match="primary key"):
        keyset_page(row.all(), order=("-weight",))


def test_a_column_that_may_be_null_must_be_declared(row):
    with pytest.raises(ValueError, match="due_on may be null"):
        keyset_page(row.all(), order=("due_on", "pk"))


@pytest.mark.parametrize(
    ("rows", "cap", "shown"), [(0, 3, "0"), (3, 3, "3"), (4, 3, "3+"), (3, 1000, "3")]
)
def test_a_count_stops_at_its_cap(row, django_assert_num_queries, rows, cap, shown):
    row.bulk_create([row.model(weight=weight) for weight in range(rows)])
    with django_assert_num_queries(1) as queries:
        assert capped_count(row.order_by("weight"), cap=cap) == shown
    assert f"LIMIT {cap + 1}" in queries[0]["sql"]


def test_a_large_count_is_written_as_the_french_do(row):
    row.bulk_create([row.model() for _ in range(1001)])
    assert capped_count(row.all()) == "1\u202f000+"
