"""A workshop's sheet as a file, in the formats people use."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from maillage.synthesis import analysis, queries


@dataclass(frozen=True)
class Format:
    extension: str
    file_format: str
    label: str
    content_type: str


FORMATS = (
    Format(
        "docx",
        "docx",
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    Format("odt", "odt", "LibreOffice", "application/vnd.oasis.opendocument.text"),
    Format("pdf", "pdf", "PDF", "application/pdf"),
    Format("html", "html", _("Page web"), "text/html; charset=utf-8"),
    Format("md", "md", "Markdown", "text/markdown; charset=utf-8"),
    Format("txt", "pasted", _("Texte à coller"), "text/plain; charset=utf-8"),
    Format("json", "json", _("Données (JSON)"), "application/json"),
)


@dataclass(frozen=True)
class Document:
    content: bytes
    content_type: str
    file_name: str


def document(workshop, extension):
    """None when the format is not one of ours."""
    chosen = next((f for f in FORMATS if f.extension == extension), None)
    if chosen is None:
        return None
    content = analysis.write(queries.sheet_of(workshop), chosen.file_format)
    return Document(content, chosen.content_type, f"{workshop.slug}.{extension}")
