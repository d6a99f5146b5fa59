"""The form on paper: one page, the same questions, a receipt that is known before it is typed."""

import io

import pypdf
import pytest
from django.utils import translation

from maillage.testimony.exports import paper_form
from maillage.testimony.paper import key_of, numbered_copies, read_serial
from maillage.voices.models import Theme
from maillage.voices.receipts import receipt_of
from maillage.voices.tests.factories import ConsultationFactory, ThemeFactory

pytestmark = pytest.mark.django_db
ADDRESS = "https://consultation.exemple.fr/temoigner/"


@pytest.fixture
def theme():
    return ThemeFactory(title="Garantir un égal accès au numérique pour tous")


def printed(theme, copies=()):
    consultation = theme.consultation
    themes = Theme.objects.filter(consultation=consultation)
    made = paper_form(consultation=consultation, themes=themes, address=ADDRESS, copies=copies)
    return pypdf.PdfReader(io.BytesIO(made))


def words(page):
    return " ".join(page.extract_text().split())


def test_the_form_holds_on_one_page_and_asks_what_the_screen_asks(theme):
    pdf = printed(theme)
    assert len(pdf.pages) == 1
    page = words(pdf.pages[0])
    for said in (
        theme.consultation.question,
        "Élève",
        "Partenaire : opérateur",
        theme.title,
        "Je ne sais pas",
        "Ce qui a bien marché",
        "Ce qui n’a pas marché",
        "consultation.exemple.fr/temoigner",
    ):
        assert said in page, said
    assert "récépissé" not in page


def test_the_pdf_is_tagged_and_says_its_language(theme):
    root = printed(theme).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    with translation.override("en"):
        assert printed(theme).trailer["/Root"]["/Lang"].startswith("en")


def test_each_numbered_form_bears_the_receipt_that_typing_it_will_give(theme):
    copies = numbered_copies(theme.consultation, 3)
    pdf = printed(theme, copies)

    assert len(pdf.pages) == 3
    for copy, page in zip(copies, pdf.pages, strict=True):
        assert copy.serial in words(page)
        assert copy.receipt in words(page)
        assert copy.receipt == receipt_of(key_of(theme.consultation, copy.serial))


def test_no_two_numbered_forms_share_a_serial_nor_a_consultation_its_keys(theme):
    copies = numbered_copies(theme.consultation, 200)
    assert len({copy.serial for copy in copies}) == 200
    other = ConsultationFactory(open=True)
    serial = copies[0].serial
    assert key_of(other, serial) != key_of(theme.consultation, serial)


@pytest.mark.parametrize("typed", ["{0}", "{1}", " {2} ", "{3}"])
def test_a_serial_is_read_however_it_is_typed(theme, typed):
    serial = numbered_copies(theme.consultation, 1)[0].serial
    misread = serial.replace("0", "o").replace("1", "I")
    asked = typed.format(serial, serial.lower(), serial.replace("-", " "), misread)
    assert read_serial(asked) == serial


def test_what_is_no_serial_is_not_read_as_one():
    assert [read_serial(typed) for typed in ("", "K7P", "n° 12", "K7PM-3XQ9-1")] == [None] * 4


def test_words_that_look_like_source_stay_words(theme):
    theme.consultation.title = '#panic("x") *gras* $x$ \\ "'
    theme.consultation.save()

    assert '#panic("x") *gras* $x$' in words(printed(theme).pages[0])
