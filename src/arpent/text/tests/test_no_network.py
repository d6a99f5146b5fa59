"""No function of the library opens a connection: only ``cluster`` does, where it is told to."""

import socket

import pytest

import arpent.text
from arpent.text import LexicalEncoder

TEXTS = ["le bus est en retard", "le bus du soir", "la cantine en ligne", "zone blanche au hameau"]
LEXICAL = LexicalEncoder()
CALLS = {
    "default_encoder": lambda f: f().encode(TEXTS),
    "equivalents": lambda f: f(TEXTS),
    "fold": lambda f: f(TEXTS[0]),
    "groups": lambda f: f(TEXTS, encoder=arpent.text.default_encoder()),
    "language_of": lambda f: f(TEXTS[0]),
    "load_thesaurus": lambda f: f().read(TEXTS[3]),
    "near_duplicates": lambda f: f(TEXTS),
    "normalise": lambda f: f(TEXTS[0]),
    "personal_data": lambda f: f("Léa Martin, 06 12 34 56 78"),
    "restatements": lambda f: f(TEXTS, TEXTS),
    "split_points": lambda f: f(TEXTS[0]),
    "themes": lambda f: f(TEXTS, [("bus", "transport"), ("repas", "cantine")], encoder=LEXICAL),
}


def test_every_public_function_is_here() -> None:
    public = {name for name in arpent.text.__all__ if name.islower()}
    assert public - {"cluster"} == set(CALLS)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_it_opens_no_connection(name: str, monkeypatch) -> None:
    def refused(*_args, **_options):
        raise AssertionError("a connection was asked for")

    for way in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, way, refused)
    for way in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, way, refused)
    CALLS[name](getattr(arpent.text, name))
