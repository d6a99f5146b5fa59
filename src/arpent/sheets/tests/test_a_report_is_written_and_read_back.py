"""A report leaves as a document that pandoc and a PDF reader read back, word for word."""

import io
import json

import pypdf
import pytest

from arpent.sheets import Report, ReportPart, SheetError, write_report
from arpent.sheets._pandoc import Deadline, run

PART = ReportPart(
    "Lieux à ouvrir",
    ("Aucun choix ne fait mieux.", "*Ceci* n’est pas #du balisage [link](x)."),
    ("Lieu", "Élèves"),
    (("Médiathèque <b>de Sauvelle</b>", "1\u202f204"), ("=1+1", "")),
)
REPORT = Report("Loire-Atlantique : 5 lieux", (PART, ReportPart("Sources", ("Insee",))))


def plain(document, kind):
    return run(["-f", kind, "-t", "plain", "--wrap=none"], document, Deadline()).decode()


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_document_reads_back_with_its_words_and_its_table(kind):
    document = write_report(REPORT, kind)

    text = plain(document, kind)
    assert "Aucun choix ne fait mieux." in text
    assert "*Ceci* n’est pas #du balisage [link](x)." in text
    tree = json.loads(run(["-f", kind, "-t", "json"], document, Deadline()))
    kinds = [block["t"] for block in tree["blocks"]]
    assert kinds.count("Table") == 1
    assert kinds.count("Header") == 3
    assert "Médiathèque <b>de Sauvelle</b>" in text
    assert write_report(REPORT, kind) == document


def test_the_pdf_is_tagged_and_says_the_same():
    reader = pypdf.PdfReader(io.BytesIO(write_report(REPORT, "pdf")))

    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert "Aucun choix ne fait mieux." in text
    assert "Médiathèque" in text
    assert reader.metadata.title == REPORT.title
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_an_unknown_format_or_an_uneven_table_is_refused():
    with pytest.raises(SheetError, match="xlsx"):
        write_report(REPORT, "xlsx")
    uneven = Report("a", (ReportPart("Lieux", columns=("a", "b"), rows=(("1",),)),))
    with pytest.raises(SheetError, match="Lieux"):
        write_report(uneven, "pdf")
