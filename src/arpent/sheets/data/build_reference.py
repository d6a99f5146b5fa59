"""Build reference.docx and reference.odt: the look of the sheets, from pandoc's own defaults.

Run it after a change here or a new pandoc: ``python src/arpent/sheets/data/build_reference.py``.
The files it writes are committed; the same pandoc gives the same bytes.
"""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypandoc

HERE = Path(__file__).parent
GREEN = "0B6B2E"  # 6.5:1 on white and on the grey of a header row: WCAG AA, for any size
BLUE = "1B3A57"
GREY = "E9EEF3"
LINE = "8A97A5"
LINK = "0B4F8A"
FONT = "Arial"  # on every desk, or replaced by a font of the same width

# Styles that bear it, docx: id -> (half-points, colour, space before, space after, border below)
HEADINGS = {1: (36, 120, 160), 2: (30, 320, 100), 3: (25, 240, 80), 4: (22, 200, 60)}


def main() -> None:
    for name, change in (("docx", change_docx), ("odt", change_odt)):
        command = [pypandoc.get_pandoc_path(), f"--print-default-data-file=reference.{name}"]
        default = subprocess.run(command, check=True, capture_output=True).stdout
        (HERE / f"reference.{name}").write_bytes(repack(default, change))


def repack(source: bytes, change: Callable[[str, str], str]) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            entry = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            stored = info.filename == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            content = change(info.filename, old.read(info).decode())
            new.writestr(entry, content)
    return buffer.getvalue()


def replace_once(text: str, pattern: str, new: str) -> str:
    result, count = re.subn(pattern, lambda _: new, text, count=1, flags=re.DOTALL)
    if count != 1:
        raise SystemExit(f"Pandoc's default changed: {pattern} not found")
    return result


# Word


def change_docx(name: str, text: str) -> str:
    if name == "word/styles.xml":
        return docx_styles(text)
    if name == "word/document.xml":
        section = (
            '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
            '<w:pgMar w:top="1020" w:right="1020" w:bottom="1020" w:left="1020"'
            ' w:header="510" w:footer="510" w:gutter="0"/></w:sectPr>'
        )
        return replace_once(text, r"<w:sectPr>.*?</w:sectPr>|<w:sectPr\s*/>", section)
    return text


def docx_styles(text: str) -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = (
        f"<w:rPrDefault><w:rPr>{fonts}<w:sz w:val='20'/><w:szCs w:val='20'/>"
        '<w:lang w:val="fr-FR" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    )
    text = replace_once(text, r"<w:rPrDefault>.*?</w:rPrDefault>", defaults)
    text = replace_once(
        text,
        r'<w:spacing w:before="180" w:after="180" />',
        '<w:spacing w:before="80" w:after="80" w:line="264" w:lineRule="auto" />',
    )
    text = replace_once(
        text, r'<w:color w:val="4F81BD" w:themeColor="accent1" />', f'<w:color w:val="{LINK}"/>'
    )
    for level, (size, before, after) in HEADINGS.items():
        text = docx_heading(text, level, size, before, after)
    text = replace_once(
        text, r'<w:style w:type="table" w:default="1" w:styleId="Table">.*?</w:style>', docx_table()
    )
    mark = (
        '<w:style w:type="character" w:customStyle="1" w:styleId="Soulign">'
        '<w:name w:val="Souligné"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
        f'<w:rPr><w:b/><w:bCs/><w:color w:val="{GREEN}"/></w:rPr></w:style>'
    )
    return text.replace("</w:styles>", mark + "</w:styles>")


def docx_heading(text: str, level: int, size: int, before: int, after: int) -> str:
    pattern = rf'<w:style w:type="paragraph" w:styleId="Heading{level}">.*?</w:style>'
    match = re.search(pattern, text, re.DOTALL)
    if not match:
        raise SystemExit(f"Pandoc's default changed: Heading{level}")
    border = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="3" w:color="{LINE}"/></w:pBdr>'
        if level == 2
        else ""
    )
    style = replace_once(
        match.group(),
        r"<w:pPr>.*?</w:pPr>",
        f'<w:pPr><w:keepNext/><w:keepLines/>{border}<w:spacing w:before="{before}"'
        f' w:after="{after}"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>',
    )
    style = replace_once(
        style,
        r"<w:rPr>.*?</w:rPr>",
        f'<w:rPr><w:b/><w:bCs/><w:color w:val="{BLUE}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>',
    )
    return text.replace(match.group(), style)


def docx_table() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for side in sides
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 90), ("bottom", 40), ("right", 90))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/>'
        f'<w:color w:val="{BLUE}"/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto"'
        f' w:fill="{GREY}"/><w:vAlign w:val="center"/></w:tcPr></w:tblStylePr></w:style>'
    )


# LibreOffice


def change_odt(name: str, text: str) -> str:
    if name != "styles.xml":
        return text
    page = 'fo:page-width="29.7cm" fo:page-height="21cm"'
    text = re.sub(r'fo:page-width="8.5in"\s+fo:page-height="11in"', page, text)
    text = text.replace('style:print-orientation="portrait"', 'style:print-orientation="landscape"')
    for side in ("top", "bottom", "left", "right"):
        text = text.replace(f'fo:margin-{side}="1in"', f'fo:margin-{side}="1.8cm"')
    text = re.sub(r'fo:language="en"\s+fo:country="US"', 'fo:language="fr" fo:country="FR"', text)
    text = re.sub(r'fo:font-size="12pt"', 'fo:font-size="10pt"', text)
    for level, (size, before, after) in HEADINGS.items():
        text = odt_heading(text, level, size / 2, before / 20, after / 20)
    text = replace_once(
        text,
        r'<style:style style:name="Standard" style:family="paragraph"\s+style:class="text" />',
        '<style:style style:name="Standard" style:family="paragraph" style:class="text">'
        f'<style:text-properties style:font-name="{FONT}" fo:font-family="{FONT}"'
        ' fo:font-size="10pt"/></style:style>',
    )
    mark = (
        '<style:style style:name="Souligné" style:display-name="Souligné" style:family="text">'
        f'<style:text-properties fo:color="#{GREEN}" fo:font-weight="bold"'
        ' style:font-weight-asian="bold" style:font-weight-complex="bold"/></style:style>'
    )
    return text.replace("</office:styles>", mark + "</office:styles>", 1)


def odt_heading(text: str, level: int, size: float, before: float, after: float) -> str:
    pattern = rf'<style:style style:name="Heading_20_{level}".*?</style:style>'
    match = re.search(pattern, text, re.DOTALL)
    if not match:
        raise SystemExit(f"Pandoc's default changed: Heading {level}")
    opening = re.match(r"<style:style[^>]*>", match.group())
    if not opening:
        raise SystemExit(f"Pandoc's default changed: Heading {level}")
    border = f' fo:border-bottom="0.75pt solid #{LINE}" fo:padding-bottom="2pt"'
    style = (
        f"{opening.group()}<style:paragraph-properties"
        f' fo:margin-top="{before:g}pt" fo:margin-bottom="{after:g}pt"'
        f' fo:keep-with-next="always"{border if level == 2 else ""}/>'
        f'<style:text-properties style:font-name="{FONT}" fo:font-family="{FONT}"'
        f' fo:font-size="{size:g}pt" fo:font-weight="bold" fo:font-style="normal"'
        f' fo:color="#{BLUE}"/></style:style>'
    )
    return text.replace(match.group(), style)


if __name__ == "__main__":
    main()
