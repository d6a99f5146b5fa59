"""Text sources made ready for pandoc: pasted tables, HTML tables inside Markdown, pasted HTML."""

import html
import re

# Pandoc's Markdown without what would eat a sentence: no mathematics, no citations, no
# typographic replacement, no indices written with ~ and ^; every table syntax it knows.
MARKDOWN = (
    "markdown_strict+pipe_tables+grid_tables+simple_tables+multiline_tables+table_captions"
    "+raw_html+strikeout+all_symbols_escapable+backtick_code_blocks"
    "+fenced_code_blocks+lists_without_preceding_blankline+intraword_underscores"
    "+space_in_atx_header+native_spans+bracketed_spans+native_divs+escaped_line_breaks+startnum"
)
_LIST_TAB = re.compile(r"^\s*(?:[-*+•▶]|\d+[.)])\t[^\t]*$")
_HTML_TABLE = re.compile(r"<table\b(?:(?!<table\b).)*?</table\s*>", re.IGNORECASE | re.DOTALL)
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_TOKEN = "maillage-tableau-"  # noqa: S105 - the name of a placeholder


def split_tables(text: str) -> tuple[str, list[str], str]:
    """The text with a placeholder for each table, the tables in HTML, and the placeholder."""
    token = _TOKEN
    while token in text:
        token += "x"
    tables: list[str] = []

    def keep(table: str) -> str:
        tables.append(table)
        return f"\n\n<!-- {token}{len(tables) - 1} -->\n\n"

    text = _HTML_TABLE.sub(lambda match: keep(match.group()), text)
    lines: list[str] = []
    run: list[str] = []
    for line in [*text.split("\n"), ""]:
        if _is_row(line, bool(run)):
            run.append(line)
            continue
        lines.extend([keep(_to_html(run))] if _is_table(run) else run)
        run = []
        lines.append(line)
    return "\n".join(lines), tables, token


def _is_row(line: str, inside: bool) -> bool:
    body = line if inside else line.lstrip("\t ")
    if "\t" not in body.rstrip("\n ") or not line.strip():
        return False
    return not (_LIST_TAB.match(line) or line.lstrip().startswith("|"))


def _is_table(run: list[str]) -> bool:
    return len(run) > 1 or any(line.strip().count("\t") > 1 for line in run)


def _to_html(run: list[str]) -> str:
    rows = []
    for line in run:
        cells = "".join(f"<td>{_cell(cell)}</td>" for cell in line.split("\t"))
        rows.append(f"<tr>{cells}</tr>")
    return "<table>" + "".join(rows) + "</table>"


def _cell(source: str) -> str:
    source = source.strip()
    if len(source) > 1 and source[0] == source[-1] == '"' and source.count('"') % 2 == 0:
        source = source[1:-1].replace('""', '"')  # as spreadsheets quote what they copy
    return _STRONG.sub(r"<b>\1</b>", source)


def tables_document(tables: list[str]) -> str:
    """One HTML document for all the tables, each in its numbered division."""
    return "".join(f'<div id="t{rank}">{table}</div>\n' for rank, table in enumerate(tables))


# None of these may look further than the next "<" or quote: a tag opened a hundred thousand times
# and never closed must cost no more than its length.
_DATA_URI = re.compile(r"(?:src|href)\s{0,9}=\s{0,9}([\"'])\s{0,9}data:[^\"']*\1", re.IGNORECASE)
_NOT_BOLD = re.compile(
    r"<b\s[^<>]{0,500}font-weight\s?:\s?(?:normal|400)[^<>]{0,500}>", re.IGNORECASE
)
_ASIDE = re.compile(r"<(/?)(script|style|template|noscript)\b[^<>]*>", re.IGNORECASE)
_RULE = re.compile(r"\.([\w-]{1,80})\s{0,9}\{([^{}]{0,2000})\}")
_SPAN = re.compile(r"<span\b[^<>]{0,2000}>", re.IGNORECASE)
_CLASSES = re.compile(r"class\s?=\s?([\"'])([^\"']*)\1", re.IGNORECASE)


def clean_html(text: str) -> str:
    """HTML as an office suite or a browser copies it, with what pandoc would misread put right."""
    text = _DATA_URI.sub("", text)
    # Google Docs wraps a whole page in <b style="font-weight:normal">; pandoc ignores a lone </b>.
    text = _NOT_BOLD.sub("", text)
    text, styles = _without_asides(text)
    bold = {
        match.group(1) for match in _RULE.finditer("".join(styles)) if is_bold_style(match.group(2))
    }

    def named(match: re.Match[str]) -> str:
        classes = _CLASSES.search(match.group())
        if classes and bold & set(classes.group(2).split()):
            return match.group()[:5] + ' style="font-weight:bold"' + match.group()[5:]
        return match.group()

    return _SPAN.sub(named, text) if bold else text


def _without_asides(text: str) -> tuple[str, list[str]]:
    """The page without its scripts and style sheets, and the style sheets."""
    kept: list[str] = []
    styles: list[str] = []
    inside, start = "", 0
    for match in _ASIDE.finditer(text):
        name = match.group(2).lower()
        if not inside and not match.group(1):
            kept.append(text[start : match.start()])
            inside, start = name, match.end()
        elif inside == name and match.group(1):
            if name == "style":
                styles.append(text[start : match.start()])
            inside, start = "", match.end()
    return "".join(kept) + text[start:], styles


_GREEN = re.compile(
    r"(?<![-\w])color\s*:\s*(?:#([0-9a-f]{6})|rgb\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)"
    r"|(green|darkgreen|seagreen|forestgreen))",
    re.IGNORECASE,
)


def is_bold_style(style: str) -> bool:
    """Whether a CSS style shows its text bold or green: the template's mark, either half."""
    from arpent.sheets._archive import is_green

    if re.search(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", style, re.IGNORECASE):
        return True
    match = _GREEN.search(style)
    if not match:
        return False
    if match.group(5):
        return True
    if match.group(1):
        return is_green(match.group(1))
    red, green, blue = (min(255, int(match.group(at))) for at in (2, 3, 4))
    return is_green(f"{red:02x}{green:02x}{blue:02x}")


def escape_cell(text: str) -> str:
    """A text for a pasted cell: neither a tag, nor an emphasis, nor a spreadsheet's quotation."""
    text = html.escape(text, quote=False).replace("*", "&#42;").replace("|", "&#124;")
    return "&quot;" + text[1:] if text.startswith('"') else text
