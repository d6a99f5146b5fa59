from arpent.sheets import read_sheet
from arpent.sheets.tests.pages import edited, plan, saved, texts

RUN = '<w:r><w:t xml:space="preserve">levier</w:t></w:r>'
WHO = 'w:id="1" w:author="Marie" w:date="2024-01-01T00:00:00Z"'


def changed(new: str) -> bytes:
    return edited(saved(plan("levier|b|c|d|e"), "docx"), "word/document.xml", RUN, new)


def test_a_deletion_leaves_the_text_and_is_told() -> None:
    gone = f'{RUN}<w:del {WHO}><w:r><w:delText xml:space="preserve"> usé</w:delText></w:r></w:del>'
    sheet = read_sheet(changed(gone))
    assert texts(sheet.plan[0].levers) == ["levier"]
    assert "usé" in sheet.warnings[0].message
    assert sheet.warnings[0].where.startswith("Plan d'action, ligne 1")


def test_an_insertion_is_accepted_and_told() -> None:
    new = f'{RUN}<w:ins {WHO}><w:r><w:t xml:space="preserve"> neuf</w:t></w:r></w:ins>'
    sheet = read_sheet(changed(new))
    assert texts(sheet.plan[0].levers) == ["levier neuf"]
    assert "Marie" in sheet.warnings[0].message


def test_struck_text_is_kept_and_told() -> None:
    struck = RUN.replace("<w:r>", "<w:r><w:rPr><w:strike/></w:rPr>")
    sheet = read_sheet(changed(struck))
    assert texts(sheet.plan[0].levers) == ["levier"]
    assert "barré" in sheet.warnings[0].message


def test_changes_and_comments_of_an_odt_are_told_too() -> None:
    who = "<dc:creator>Marie</dc:creator><dc:date>2024-01-01T00:00:00</dc:date>"
    gone = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        f"<office:change-info>{who}</office:change-info><text:p>usé &amp; vieux</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    said = f"levier<office:annotation>{who}<text:p>à revoir</text:p></office:annotation><"
    document = saved(plan("levier|b|c|d|e"), "odt")
    document = edited(document, "content.xml", "<office:text>", "<office:text>" + gone)
    sheet = read_sheet(edited(document, "content.xml", "levier<", said))
    assert texts(sheet.plan[0].levers) == ["levier"]
    assert [one.message for one in sheet.warnings] == [
        "Texte supprimé en suivi des modifications de Marie : « usé & vieux ».",
        "Commentaire de Marie : « à revoir ».",
    ]
