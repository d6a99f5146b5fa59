"""Fictional sheets as people send them, and the ways they are saved."""

import io
import subprocess
import zipfile

from arpent.sheets import Item, Sheet, read_sheet
from arpent.sheets._pandoc import _binary


def saved(html: str, kind: str) -> bytes:
    """A page saved by an office suite, as far as pandoc imitates one."""
    if kind == "html":
        return html.encode()
    command = [_binary(), "--sandbox", "-f", "html", "-t", kind, "-o", "-"]
    return subprocess.run(command, input=html.encode(), capture_output=True, check=True).stdout


def edited(document: bytes, part: str, old: str, new: str) -> bytes:
    """A .docx or .odt with one text of one of its parts replaced, which must be there."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            content = source.read(info).decode() if info.filename == part else source.read(info)
            if isinstance(content, str):
                assert old in content
                content = content.replace(old, new)
            target.writestr(info.filename, content)
    return buffer.getvalue()


def read(html: str) -> Sheet:
    return read_sheet(html.encode(), name="fiche.html")


def texts(items: tuple[Item, ...]) -> list[str]:
    return [item.text for item in items]


def plan(*rows: str, header: str = "Leviers|Actions|Acteurs|Quand|Indicateurs") -> str:
    """A plan table: columns parted by bars."""
    titles = "".join(f"<td>{title}</td>" for title in header.split("|"))
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows
    )
    return f"<h1>Thème 2 : Essai</h1><h2>Plan d'action</h2><table><tr>{titles}</tr>{body}</table>"


def retex(*lines: str) -> Sheet:
    """A sheet with these paragraphs under "RETEX 1"."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    return read(f"<h1>Thème 2 : Essai</h1><h2>Retour d'expérience</h2><h4>RETEX 1</h4>{body}")
