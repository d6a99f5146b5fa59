"""The testimonies under one RETEX heading: where each begins and ends, its title, its links."""

import re
from dataclasses import dataclass, field

from arpent.sheets._grid import is_literal
from arpent.sheets._model import Account
from arpent.sheets._text import clean, find_urls
from arpent.sheets._tree import LINK, Rich
from arpent.sheets._words import fold

UNTITLED = "(sans titre)"
_LABELLED = re.compile(r"^Liens?\s*:\s*", re.IGNORECASE)
_LABELS = {
    "", "lien", "liens", "url", "source", "sources", "site", "adresse", "voir", "en savoir plus",
    "video", "article", "ressource", "pour en savoir plus", "lien internet",
}  # fmt: skip
# A hyperlink alone on its line under such words says only that there is a link.
_INVITATION = re.compile(r"(?:voir|lire|lien|consulter|decouvrir|acceder)\b(?: \w+){0,5}")
_TITLE_THEN_TEXT = re.compile(r"^(?P<title>.{3,120}?)\s*[ \u00a0\u202f]:\s+(?P<text>\S.*)$", re.S)
MAX_TITLE = 200
_MAX_LONE_TITLE = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A line under a RETEX heading; ``title`` where its look says that it is one."""

    rich: Rich
    title: bool = False


@dataclass(slots=True)
class _Draft:
    title: str | None = None
    texts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    closed: bool = False

    def account(self) -> Account | None:
        title, texts = self.title, self.texts
        if title is None:
            title, texts = _guess_title(texts)
        if not (title or texts or self.links):
            return None
        return Account(title, "\n\n".join(texts), tuple(self.links))


def split_accounts(lines: list[Line]) -> tuple[Account, ...]:
    """The accounts, in order. A title in bold opens one; a link closes it."""
    accounts: list[Account] = []
    segment: list[Line] = []
    for line in [*lines, None]:
        if line is None or line.title:
            accounts.extend(_segment(segment))
            segment = []
        if line is not None:
            segment.append(line)
    return tuple(accounts)


def _segment(lines: list[Line]) -> list[Account]:
    if not lines:
        return []
    title: str | None = None
    draft = _Draft()
    if lines[0].title:
        first, lines = lines[0].rich, lines[1:]
        title = clean(first.text)
        draft = _Draft("" if first.text.strip().lower() == UNTITLED else title, [], _links(first))
    labelled = [rank for rank, line in enumerate(lines) if is_link_list(line.rich)]
    if title is not None and labelled:
        last = labelled[-1]
        draft.texts = [clean(line.rich.text) for line in lines[:last]]
        draft.links = _links(lines[last].rich)
        first_account = draft.account()
        rest = _implicit(lines[last + 1 :], _Draft())
        return [*([first_account] if first_account else []), *rest]
    return _implicit(lines, draft)


def _implicit(lines: list[Line], draft: _Draft) -> list[Account]:
    drafts = [draft]
    for line in lines:
        text, links = _text_and_links(line.rich)
        opens = drafts[-1].title is None and not drafts[-1].texts
        if text and drafts[-1].closed:
            drafts.append(_Draft())
            opens = True
        if text:
            drafts[-1].texts.append(text)
        drafts[-1].links.extend(links)
        # A first line that is a link from end to end is a title, and its text follows.
        whole = bool(links) and opens and all(flag & LINK for flag in line.rich.stripped().flags)
        drafts[-1].closed |= bool(links) and not (whole and text)
    return [account for one in drafts if (account := one.account())]


def is_link_list(line: Rich) -> bool:
    """Whether a line is the writer's own "Liens : …", which lists every link of an account."""
    match = _LABELLED.match(line.text)
    if not match or is_literal(line.text):
        return False
    rest = line.text[match.end() :]
    for start, end in reversed(find_urls(rest)):
        rest = rest[:start] + rest[end:]
    return fold(rest) in {"", "aucun"} and (bool(_links(line)) or fold(rest) == "aucun")


def _links(line: Rich) -> list[str]:
    found = list(line.links)
    for start, end in find_urls(line.text):
        if not line.flags[start] & LINK:
            found.append((start, line.text[start:end]))
    return ["https://" + url if url.startswith("www.") else url for _, url in sorted(found)]


def _text_and_links(line: Rich) -> tuple[str, list[str]]:
    """What a line says and where it leads; an address that ends a line leaves the text."""
    links = _links(line)
    text = line.text.rstrip()
    if not links:
        return clean(text), links
    rest = text
    for start, end in reversed(find_urls(text)):
        rest = rest[:start] + " " + rest[end:]
    linked = all(flag & LINK for flag in line.stripped().flags)
    if fold(rest) in _LABELS or (linked and _INVITATION.fullmatch(fold(rest))):
        return "", links
    while (spans := find_urls(text)) and len(text) - spans[-1][1] <= 2:
        if not text[spans[-1][1] :].strip(" .)>]"):
            text = re.sub(r"(?:^|\s)\(?(?:Liens?\s*:)?\s*[(<[]?$", "", text[: spans[-1][0]])
            text = text.rstrip()
        else:
            break
    return clean(text), links


def _guess_title(texts: list[str]) -> tuple[str, list[str]]:
    if len(texts) > 1:
        return (texts[0], texts[1:]) if len(texts[0]) <= MAX_TITLE else ("", texts)
    if not texts:
        return "", []
    match = _TITLE_THEN_TEXT.match(texts[0])
    if match and not re.search(r"[.!?…]\s", match["title"]):
        return match["title"], [match["text"]]
    if len(texts[0]) <= _MAX_LONE_TITLE and not texts[0].endswith((".", "!", "…")):
        return texts[0], []
    return "", texts
