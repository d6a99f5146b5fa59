import io
import random
import zipfile

import pytest

from arpent.sheets import Sheet, SheetError, read_sheet, sheet_from_dict, write_sheet
from arpent.sheets.tests.pages import edited


def reason(data: bytes, name: str = "") -> str:
    with pytest.raises(SheetError) as refusal:
        read_sheet(data, name=name)
    said = str(refusal.value)
    assert said
    assert "\n" not in said
    return said


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "vide"),
        (b" \n\t\xef\xbb\xbf ", "vide"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n...", "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "mot de passe",
        ),
        (b"PK\x03\x04 coupe", "incomplet"),
        (bytes(range(256)) * 20, "pas un document"),
        (b"{\\rtf1 }", "RTF"),
        (b'{"format": "autre"}', "format"),
        (b'{"format": ', "incomplet"),
        ("Compte rendu. Merci à tous.".encode(), "aucune des trois parties n'a été trouvée"),
        (b"<html><body><p>Bonjour</p></body></html>", "aucune des trois parties"),
    ],
)
def test_each_kind_of_file_has_its_reason(data: bytes, word: str) -> None:
    assert word in reason(data)


def test_other_archives_are_named() -> None:
    assert "classeur" in reason(archive(xl__workbook_dot_xml=b"<x/>"))
    assert "diaporama" in reason(archive(ppt__presentation_dot_xml=b"<x/>"))
    assert "archive" in reason(archive(photo_dot_jpg=b"x"))


def test_a_bomb_is_refused_before_it_is_inflated() -> None:
    for size in (10_000_000, 30_000_000):  # by its ratio, then by its size
        assert "volumineux" in reason(archive(word__document_dot_xml=b"<w/>" + b" " * size))
    many = {f"m{rank}": b"" for rank in range(2_100)}
    assert reason(archive(word__document_dot_xml=b"<w/>", **many))


def test_entities_are_refused(sheet: Sheet) -> None:
    for kind, part in (("docx", "word/document.xml"), ("odt", "content.xml")):
        document = write_sheet(sheet, kind)
        content = zipfile.ZipFile(io.BytesIO(document)).read(part).decode()
        start = content[: content.index("?>") + 2]
        evil = start + '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        assert "DTD" in reason(edited(document, part, start, evil))


def test_a_file_too_large_is_refused() -> None:
    assert "20 Mo" in reason(b"a" * 20_000_001)
    assert "4 Mo" in reason(b"a" * 4_000_001)


def test_a_document_nested_too_deep_is_refused() -> None:
    assert reason(b"<h2>Projections</h2>" + b"<div>" * 3_000 + b"x")
    assert reason(b'{"format":' * 100_000)


@pytest.mark.parametrize("kind", ["docx", "html", "json", "md", "odt", "pasted"])
def test_damage_gives_a_sheet_or_a_reason_and_never_anything_else(sheet: Sheet, kind: str) -> None:
    whole = write_sheet(sheet, kind)
    dice = random.Random(kind)
    for _ in range(12):
        cut = bytearray(whole[: dice.randrange(len(whole))] if dice.random() < 0.5 else whole)
        for _ in range(dice.randrange(4)):
            if cut:
                cut[dice.randrange(len(cut))] = dice.randrange(256)
        try:
            read_sheet(bytes(cut), name=f"x.{kind}")
        except SheetError as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"theme": None}, "theme"),
        ({"theme": {"number": "1", "title": "x"}}, "number"),
        ({"theme": {"number": True, "title": "x"}}, "number"),
        ({"retex": {}}, "retex"),
        ({"retex": [{"number": 1}]}, "place"),
        ({"plan": [{"theme": "x", "levers": [{"text": 3}]}]}, "levers"),
        ({"diagnosis": [{"theme": "x", "retex": [-1]}]}, "retex"),
        ({"plan": [{"theme": "x", "colour": "red"}]}, "colour"),
        ({"retex": [{"number": 1, "place": "", "accounts": [
            {"title": "", "text": "", "links": ["javascript:alert(1)"]}]}]}, "links"),
    ],
)  # fmt: skip
def test_data_of_a_wrong_shape_say_where(change: dict[str, object], place: str) -> None:
    source = {"format": "maillage-sheet/1", "theme": {"number": 1, "title": "x"}, **change}
    with pytest.raises(SheetError, match=place):
        sheet_from_dict(source)
