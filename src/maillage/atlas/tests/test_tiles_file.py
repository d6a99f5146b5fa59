"""A browser asks for a few bytes of the tiles at a time, and never asks again for what it has."""

import pytest

from maillage.atlas import tiles

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 40


@pytest.fixture
def address(tmp_path, settings):
    settings.DATA = tmp_path

    class Given:
        content, bounds, layers = CONTENT, (0, 0, 1, 1), {}

    return f"/tuiles/{tiles.keep('98', Given, {}).name}.pmtiles"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, 10_239),
        ("bytes=-10", 10_230, 10_239),
        ("bytes=10000-99999999", 10_000, 10_239),
        ("bytes=-99999999", 0, 10_239),
        ("bytes=7-7", 7, 7),
    ],
)
def test_the_bytes_that_are_asked_for_are_sent_and_no_other(client, address, asked, first, last):
    answer = client.get(address, headers={"range": asked})

    assert answer.status_code == 206
    assert answer.content == CONTENT[first : last + 1]
    assert answer["Content-Range"] == f"bytes {first}-{last}/10240"
    assert int(answer["Content-Length"]) == last - first + 1


@pytest.mark.parametrize(
    "asked", ["", "bytes=", "bytes=-", "bytes=9-2", "bytes=0-1,4-5", "lines=1-2"]
)
def test_what_asks_for_nothing_sensible_gets_the_file(client, address, asked):
    answer = client.get(address, headers={"range": asked})

    assert answer.status_code == 200
    assert answer.content == CONTENT
    assert answer["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=99999-100000", "bytes=-0"])
def test_bytes_beyond_the_end_are_refused_with_the_size(client, address, asked):
    answer = client.get(address, headers={"range": asked})

    assert answer.status_code == 416
    assert answer["Content-Range"] == "bytes */10240"


def test_a_part_of_another_file_is_never_joined_to_what_is_held(client, address):
    etag = client.head(address)["ETag"]
    part = {"range": "bytes=0-9"}

    assert client.get(address, headers={**part, "if-range": etag}).status_code == 206
    whole = client.get(address, headers={**part, "if-range": '"98-another"'})
    assert (whole.status_code, whole.content) == (200, CONTENT)
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304


def test_nothing_compresses_what_is_counted_in_bytes(client, address):
    answer = client.get(address, headers={"range": "bytes=0-4095", "accept-encoding": "gzip"})

    assert "Content-Encoding" not in answer
    assert answer.content == CONTENT[:4096]


def test_a_name_is_kept_for_a_year_and_its_head_costs_nothing(client, address):
    answer = client.head(address)

    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Length"] == "10240"
    assert answer["Content-Type"] == "application/vnd.pmtiles"


@pytest.mark.parametrize(
    "name",
    ["../secret.key", "..%2fsecret.key", "%2e%2e/98", "98-absent", "98%00", "../../etc/passwd"],
)
def test_no_other_file_is_reached(client, address, tmp_path, name):
    (tmp_path / "secret.key").write_text("x")

    assert client.get(f"/tuiles/{name}.pmtiles").status_code == 404
    assert client.get(f"/tuiles/{name}").status_code == 404
