import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.text import fold, language_of, normalise


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("JAI BCP DE PB", "j ai beaucoup de probleme"),
        ("C'est trooooop lent", "c est trop lent"),
        ("la connnection coupe", "la connexion coupe"),
        ("1000000 élèves, 111 classes", "1000000 eleves 111 classes"),
        ("le vs du match, mon ds de maths", "le vs du match mon ds de maths"),
        ("عندناااا مشكلة", "عندنا مشكلة"),
        ("", ""),
        ("…!?", ""),
    ],
)
def test_slips_are_read_as_what_was_meant(written: str, read: str) -> None:
    assert normalise(written) == read


@given(st.text())
def test_a_normalised_text_is_normal_and_folded(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert fold(once) == once


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Chez nous on ne capte rien", "fr"),
        ("L’école n’a plus d’ordinateurs", "fr"),
        ("We have no internet at home and the school is far", "en"),
        ("A minha filha não tem computador em casa", "pt"),
        ("Evde internet yok ve çocuğum derslere giremiyor", "tr"),
        ("У нас вдома немає інтернету", "uk"),
        ("Дома нет интернета, это трудно", "ru"),
        ("ليس لدينا إنترنت في المنزل", "ar"),
        ("wifi", None),
        ("12 !", None),
        ("", None),
    ],
)
def test_the_language_is_told_or_left_untold(text: str, language: str | None) -> None:
    assert language_of(text) == language


@given(st.text())
def test_every_text_has_a_language_or_none(text: str) -> None:
    assert language_of(text) in {"fr", "en", "pt", "tr", "es", "de", "it", "ar", "uk", "ru", None}
