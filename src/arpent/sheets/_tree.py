"""Pandoc's syntax tree, read as lines of text: what is bold, what is a link, what was changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from arpent.sheets._pandoc import Node
from arpent.sheets._source import is_bold_style
from arpent.sheets._text import find_urls

BOLD, LINK = 1, 2
_ORDINAL = re.compile(r"(?:ers?|re|res|e|es|è|ème|èmes|nd|nde|nds|ndes|o|os|a)$")
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rich:
    """A text with one flag byte a character, the targets of its links and where they begin.

    ``notes`` are what a reader must be told: deletions, comments, pictures.
    """

    text: str = ""
    flags: bytes = b""
    links: tuple[tuple[int, str], ...] = ()
    notes: tuple[str, ...] = ()

    def cut(self, start: int, end: int | None = None) -> "Rich":
        stop = len(self.text) if end is None else end
        links = tuple((at - start, url) for at, url in self.links if start <= at < stop)
        return Rich(self.text[start:stop], self.flags[start:stop], links)

    def lines(self) -> list["Rich"]:
        result, start = [], 0
        for line in self.text.split("\n"):
            result.append(self.cut(start, start + len(line)))
            start += len(line) + 1
        return result

    def stripped(self) -> "Rich":
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def is_bold(self) -> bool:
        """Whether every letter and figure is bold; punctuation around them may not be."""
        pairs = list(zip(self.text, self.flags, strict=True))
        strict = [flag for char, flag in pairs if char.isalnum()]
        flags = strict or [flag for char, flag in pairs if not char.isspace()]
        return bool(flags) and all(flag & BOLD for flag in flags)


@dataclass(slots=True)
class _Gather:
    chars: list[str] = field(default_factory=list)
    flags: bytearray = field(default_factory=bytearray)
    links: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    raw_bold: int = 0
    raw_sup: bool = False

    def add(self, text: str, flag: int) -> None:
        self.chars.append(text)
        self.flags.extend(bytes([flag | (BOLD if self.raw_bold else 0)]) * len(text))

    def ends_with_figure_and_space(self) -> bool:
        tail = "".join(self.chars[-3:])
        return len(tail) > 1 and tail[-1] == " " and tail[-2].isalnum()

    def drop_last(self) -> None:
        last = self.chars.pop()
        del self.flags[len(self.flags) - len(last) :]
        if len(last) > 1:
            self.chars.append(last[:-1])
            self.flags.extend(bytes([self.flags[-1] if self.flags else 0]) * (len(last) - 1))


def rich(inlines: Sequence[Node]) -> Rich:
    """The text of a run of inlines, on one or several lines."""
    gather = _Gather()
    _walk(inlines, 0, gather)
    text = "".join(gather.chars)
    return Rich(text, bytes(gather.flags), tuple(gather.links), tuple(gather.notes))


def _walk(inlines: Sequence[Node], flag: int, out: _Gather) -> None:
    for node in inlines:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            _add_word(content, flag, out)
        elif kind in {"Space", "SoftBreak"}:
            out.add(" ", flag)
        elif kind == "LineBreak":
            out.add("\n", flag)
        elif kind == "Strong":
            _walk(content, flag | BOLD, out)
        elif kind in {"Emph", "Underline", "Subscript", "SmallCaps"}:
            _walk(content, flag, out)
        elif kind == "Superscript":
            _superscript(content, flag, out)
        elif kind == "Strikeout":
            _walk(content, flag, out)
            out.notes.append(f"Texte barré, gardé : « {plain(content)} ».")
        elif kind == "Quoted":
            marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            _walk([_str(marks[0]), *content[1], _str(marks[1])], flag, out)
        elif kind == "Cite":
            _walk(content[1], flag, out)
        elif kind == "Span":
            _span(content, flag, out)
        else:
            _rare(kind, content, flag, out)


def _rare(kind: str, content: Any, flag: int, out: _Gather) -> None:
    if kind == "Link":
        _link(content, flag, out)
    elif kind == "RawInline":
        _raw(content, out)
    elif kind in {"Code", "Math"}:
        out.add(content[1], flag)
    elif kind == "Image":
        label = plain(content[1]) or content[2][1] or content[2][0]
        out.notes.append(f"Image non reprise : « {label[:80]} ».")
    elif kind == "Note":
        out.notes.append(f"Note de bas de page : « {blocks_text(content)} ».")


def _str(text: str) -> Node:
    return {"t": "Str", "c": text}


def _add_word(word: str, flag: int, out: _Gather) -> None:
    if out.raw_sup and _ORDINAL.fullmatch(word) and out.ends_with_figure_and_space():
        out.drop_last()
    out.add(word, flag)


def _superscript(content: list[Node], flag: int, out: _Gather) -> None:
    # "1 <sup>er</sup>" is how some tools copy "1er".
    if _ORDINAL.fullmatch(plain(content)) and out.ends_with_figure_and_space():
        out.drop_last()
    _walk(content, flag, out)


def _span(content: list[Any], flag: int, out: _Gather) -> None:
    (_, classes, pairs), inlines = content
    attributes = dict(pairs)
    author = attributes.get("author", "")
    by = f" de {author}" if author else ""
    if "deletion" in classes:
        if text := plain(inlines):
            out.notes.append(f"Texte supprimé en suivi des modifications{by} : « {text} ».")
    elif "insertion" in classes:
        if text := plain(inlines):
            out.notes.append(f"Ajout en suivi des modifications{by}, accepté : « {text} ».")
        _walk(inlines, flag, out)
    elif "comment-start" in classes:
        out.notes.append(f"Commentaire{by} : « {plain(inlines)} ».")
    elif not {"comment-end", "paragraph-insertion", "paragraph-deletion"} & set(classes):
        style = attributes.get("custom-style", "")
        marked = (
            style.lower() in {"souligné", "souligne"}
            or "souligne" in classes
            or is_bold_style(attributes.get("style", ""))
        )
        _walk(inlines, flag | BOLD if marked else flag, out)


def _link(content: list[Any], flag: int, out: _Gather) -> None:
    _, inlines, (target, _title) = content
    label = plain(inlines)
    if target.lower().startswith(("http://", "https://", "ftp://")):
        spans = find_urls(label)
        # The address as it is read is what was said; its target may be an encoding of it.
        shown = len(spans) == 1 and spans[0] == (0, len(label)) and _same_url(label, target)
        out.links.append((len(out.flags), label if shown else target))
        _walk([_str(label)] if shown and not _marked(inlines) else inlines, flag | LINK, out)
        return
    _walk(inlines, flag, out)
    if target and not target.startswith("#") and target != f"mailto:{label}":
        out.notes.append(f"Lien non repris : « {target[:200]} ».")


def _marked(inlines: Sequence[Node]) -> bool:
    return any(node["t"] not in {"Str", "Space"} for node in inlines)


def _same_url(label: str, target: str) -> bool:
    from urllib.parse import unquote

    left, right = unquote(label).rstrip("/"), unquote(target).rstrip("/")
    return left == right or "http://" + left == right or "https://" + left == right


def _raw(content: list[str], out: _Gather) -> None:
    language, source = content
    if language != "html":
        return
    for close, name, attributes in _TAG.findall(source):
        name = name.lower()
        if name == "br":
            out.add("\n", 0)
        elif name in {"b", "strong"}:
            out.raw_bold = max(0, out.raw_bold + (-1 if close else 1))
        elif name == "sup":
            out.raw_sup = not close
        elif name == "a" and not close:
            found = re.search(r"href\s*=\s*[\"']?((?:https?|ftp)://[^\"'\s>]+)", attributes)
            if found:
                out.links.append((len(out.flags), found.group(1)))


def plain(inlines: Sequence[Node]) -> str:
    """The words only, on one line."""
    return " ".join(rich(inlines).text.split()) if inlines else ""


def blocks_text(blocks: Sequence[Node]) -> str:
    """Every word of some blocks, on one line."""
    return " ".join(" ".join(line.text.split()) for line in paragraphs(blocks) if line.text.strip())


def paragraphs(blocks: Sequence[Node]) -> Iterator[Rich]:
    """Each paragraph of some blocks, lists and tables included, in reading order."""
    for block in blocks:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in {"Para", "Plain"}:
            yield rich(content)
        elif kind == "Header":
            yield rich(content[2])
        elif kind == "LineBlock":
            for line in content:
                yield rich(line)
        elif kind == "CodeBlock":
            for text in content[1].split("\n"):
                yield Rich(text, bytes(len(text)))
        elif kind == "Table":
            for cell in _cells(content):
                yield from paragraphs(cell)
        else:
            for children in nested(block):
                yield from paragraphs(children)


def nested(block: Node) -> list[list[Node]]:
    """The block lists a container holds: a division, a quotation, the items of a list."""
    kind: str = block["t"]
    content: Any = block.get("c")
    if kind == "BlockQuote":
        return [content]
    if kind == "Div":
        return [content[1]]
    if kind == "Figure":
        return [content[2]]
    if kind == "BulletList":
        return list(content)
    if kind == "OrderedList":
        return list(content[1])
    if kind == "DefinitionList":
        terms = []
        for term, definitions in content:
            terms.append([{"t": "Para", "c": term}])
            terms.extend(definitions)
        return terms
    return []


def _cells(table: list[Any]) -> Iterator[list[Node]]:
    _, caption, _, head, bodies, foot = table
    yield caption[1]
    rows = list(head[1])
    for body in bodies:
        rows.extend([*body[2], *body[3]])
    for row in [*rows, *foot[1]]:
        for cell in row[1]:
            yield cell[4]
