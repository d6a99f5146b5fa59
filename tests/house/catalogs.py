"""The texts of the interface: found in the code, kept in catalogs, compiled. No GNU gettext needed.

`scripts/messages` runs this module; `test_languages.py` asks it what is missing. docs/languages.md
says how to add a string or a language.
"""

import ast
import datetime
import io
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize
from django.utils.translation.trans_real import to_locale

from tests.house.tree import PLATFORM, ROOMS, is_test

SOURCE = "fr"
STAFF = ("en",)
PUBLIC = ("en", "ar", "tr", "pt", "uk", "fr-x-facile")
# What whoever speaks may meet, in every language. After #, one class, function or constant of a
# file; a star stands for anything.
PUBLIC_PLACES = (
    "config/navigation.py",
    "followup/enums.py#Method",
    "moderation/enums.py#Grievance",
    "moderation/enums.py#Reason",
    "moderation/errors.py",
    "moderation/forms.py#ReportForm",
    "moderation/templates/moderation/report.html",
    "moderation/templates/moderation/reported.html",
    "portal/forms/own_words.py",
    "portal/mail.py",
    "portal/own_words.py",
    "portal/templates/400.html",
    "portal/templates/403.html",
    "portal/templates/403_csrf.html",
    "portal/templates/404.html",
    "portal/templates/500.html",
    "portal/templates/portal/accessibility.html",
    "portal/templates/portal/base.html",
    "portal/templates/portal/components/*",
    "portal/templates/portal/correct_my_words.html",
    "portal/templates/portal/home.html",
    "portal/templates/portal/my_words*.html",
    "portal/templates/portal/refusal.html",
    "portal/templates/portal/tell_me.html",
    "portal/templates/portal/telling.html",
    "portal/templates/portal/withdraw_my_words.html",
    "portal/views/telling.py",
    "privacy/enums.py#Fate",
    "privacy/forms.py#ReceiptForm",
    "privacy/register.py",
    "privacy/register_public.py",
    "privacy/rules.py",
    "privacy/templates/privacy/erased.html",
    "privacy/templates/privacy/given.html",
    "privacy/templates/privacy/home.html",
    "privacy/templates/privacy/mine.html",
    "territory/enums.py#Kind",
    "territory/enums.py#SchoolKind",
    "testimony/*",
    "toolbox/errors.py",
    "toolbox/templatetags/maillage_components.py#KINDS",
    "voices/enums.py#FlagKind",
    "voices/enums.py#PointKind",
    "voices/enums.py#Profile",
    "voices/enums.py#RetexState",
    "voices/enums.py#Source",
    "voices/errors.py",
    "voices/lists.py",
    "voices/templates/voices/list_*.html",
    "voices/templates/voices/retex.html",
    "voices/templates/voices/retex_withdrawn.html",
    "voices/templates/voices/retours.html",
    "voices/templates/voices/same_here.html",
)
# In those, what whoever works here reads.
STAFF_PLACES = (
    "portal/templates/portal/components/thread.html",
    "testimony/apps.py",
    "testimony/enums.py",
    "testimony/forms.py#ClassCodeForm",
    "testimony/forms.py#CopiesForm",
    "testimony/forms.py#PaperForm",
    "testimony/models.py",
    "testimony/templates/testimony/class_codes.html",
    "testimony/templates/testimony/class_sheet.html",
    "testimony/templates/testimony/transcribe.html",
    "testimony/views/classes.py",
)
# The shapes of the plural, as Django and GNU gettext write them.
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1)",
    "en": "nplurals=2; plural=(n != 1)",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 ? 4 : 5)",
    "tr": "nplurals=2; plural=(n != 1)",
    "pt": "nplurals=2; plural=(n != 1)",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0"
    " : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)",
    "fr-x-facile": "nplurals=2; plural=(n > 1)",
}
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACES = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?[a-z][^>]*>")
# Compiled files say nothing of the day: the same words give the same bytes.
NO_DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
NOT_TRANSLATED = "not translated"


@dataclass
class Found:
    """One text of a room: where it is said, and whether whoever speaks may read it."""

    msgid: str | tuple[str, str]
    context: str | None
    # «voices/enums.py#Profile»
    places: set[str] = field(default_factory=set)

    @property
    def is_public(self):
        return any(_among(PUBLIC_PLACES, p) and not _among(STAFF_PLACES, p) for p in self.places)

    @property
    def files(self):
        return sorted({place.partition("#")[0] for place in self.places})


def _among(known, place):
    either = (place, place.partition("#")[0])
    return any(fnmatchcase(one, name) for one in either for name in known)


def key_of(message):
    """What a catalog finds a message by."""
    first = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, first


def folder_of(room, language):
    return PLATFORM / room / "locale" / to_locale(language) / "LC_MESSAGES"


@cache
def texts_of(room):
    """Every text of a room, by context and words."""
    found = {}
    for path in sorted((PLATFORM / room).rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or is_test(path):
            continue
        if {"migrations", "locale", "content"} & set(path.parts):
            continue
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        for msgid, context, part in _texts_in(path):
            first = msgid if isinstance(msgid, str) else msgid[0]
            kept = found.setdefault((context, first), Found(msgid, context))
            if isinstance(kept.msgid, str):
                kept.msgid = msgid
            kept.places.add(path.relative_to(PLATFORM).as_posix() + part)
    return found


def _texts_in(path):
    source, parts = path.read_text(), []
    if path.suffix == ".py":
        parts = ast.parse(source).body
    else:
        # What is no text becomes words of X: only its indentation could be mistaken for Python's.
        shown = templatize(source, origin=str(path))
        source = "\n".join(line.strip() for line in shown.splitlines())
    for line, msgid, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        said_in = next((part for part in parts if part.lineno <= line <= part.end_lineno), None)
        name = name_of(said_in)
        yield msgid, context, f"#{name}" if name else ""


def name_of(part):
    """Of a class, a function or a constant at the top of a module."""
    if isinstance(part, ast.Assign):
        return getattr(part.targets[0], "id", "")
    return getattr(part, "name", "")


def read_catalog(room, language):
    path = folder_of(room, language) / "django.po"
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=None)


def _empty(language):
    catalog = Catalog(
        project="Maillage",
        version="",
        charset="utf-8",
        msgid_bugs_address="docs/languages.md",
        last_translator="Maillage",
        language_team="Maillage",
        creation_date=NO_DAY,
        revision_date=NO_DAY,
        fuzzy=False,
    )
    catalog.mime_headers = [
        # Babel knows no private language.
        ("Language", language.partition("-")[0]),
        ("Plural-Forms", PLURALS[language]),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]
    catalog.header_comment = f"# Maillage, {language}. Brought up to date by scripts/messages."
    return catalog


def wanted(room, language, texts=None):
    """What the catalog of this room must say in this language."""
    texts = texts_of(room) if texts is None else texts
    return {
        key: text
        for key, text in texts.items()
        if language in STAFF or (language in PUBLIC and text.is_public)
    }


def updated(room, language, texts=None):
    """The catalog as the code now asks for it, with what it, or another room, already said."""
    held = {**said_elsewhere(language), **translated(room, language)}
    catalog = _empty(language)
    for key, text in sorted(
        wanted(room, language, texts).items(), key=lambda item: str(item[0][1])
    ):
        old = held.get(key)
        string = old.string if old is not None and _same_shape(old.id, text.msgid) else None
        catalog.add(
            text.msgid,
            string if string is not None else _blank(text.msgid, language),
            context=text.context,
            locations=[(name, 0) for name in text.files],
        )
    return catalog


def _same_shape(one, other):
    return isinstance(one, str) == isinstance(other, str)


def _blank(msgid, language):
    return "" if isinstance(msgid, str) else ("",) * forms_of(language)


def forms_of(language):
    return int(re.search(r"nplurals=(\d)", PLURALS[language])[1])


@cache
def said_elsewhere(language):
    return {key: said for room in ROOMS for key, said in translated(room, language).items()}


def translated(room, language):
    """The messages of a catalog that say something, by what they are found by."""
    return {
        key_of(message): message
        for message in read_catalog(room, language)
        if message.id and all([message.string] if isinstance(message.id, str) else message.string)
    }


def compiled(room, language):
    """The bytes of the .mo; none where nothing is said.

    French, plain or simplified, always says its own words: a missing text must not be looked for in
    the language of the installation, which may be another. Django pours the catalogs into one: what
    a room simplifies is left to it by the others.
    """
    told = translated(room, language) if language != SOURCE else {}
    messages = [(message.id, message.string, message.context) for message in told.values()]
    if language.startswith(SOURCE):
        simplified = language != SOURCE and said_elsewhere(language)
        messages += [
            (text.msgid, text.msgid, text.context)
            for key, text in texts_of(room).items()
            if not simplified or key not in simplified
        ]
    made = _empty(language)
    for msgid, string, context in messages:
        made.add(msgid, string, context=context)
    output = io.BytesIO()
    write_mo(output, made)
    return output.getvalue() if len(made) else b""


def faults(room, language):
    """Why the catalog of a room is not complete, one line a fault."""
    asked = wanted(room, language)
    held = {key_of(message): message for message in read_catalog(room, language) if message.id}
    where = f"{room}, {language}"
    yield from (f"{where}: no longer said: {key[1]!r}" for key in held.keys() - asked.keys())
    yield from (f"{where}: missing: {key[1]!r}" for key in asked.keys() - held.keys())
    for key in sorted(asked.keys() & held.keys(), key=str):
        yield from (f"{where}: {fault}: {key[1]!r}" for fault in faults_of(held[key], language))


def faults_of(message, language):
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(strings):
        yield NOT_TRANSLATED
        return
    if not isinstance(message.id, str) and len(strings) != forms_of(language):
        yield f"{len(strings)} forms of the plural, not {forms_of(language)}"
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    asked = Counter(PLACES.findall(ids[-1]))
    for string in strings:
        if set(PLACES.findall(string)) - set(asked) or (
            # "One answer" may leave its number out where the language says it in words.
            len(strings) == 1 and Counter(PLACES.findall(string)) != asked
        ):
            yield f"other variables or tags in {string!r}"
        if string.strip() == string and ids[-1].strip() != ids[-1]:
            yield "spaces at the ends"


def write_catalog(room, language):
    catalog, path = updated(room, language), folder_of(room, language) / "django.po"
    output = io.BytesIO()
    write_po(output, catalog, width=100, sort_output=True, include_lineno=False)
    _write(path, output.getvalue() if len(catalog) else b"")


def _write(path, content):
    if content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    else:
        path.unlink(missing_ok=True)


def main():
    """Bring every catalog up to date, compile them all, and say what they still lack."""
    for room in ROOMS:
        for language in PUBLIC:
            write_catalog(room, language)
    said_elsewhere.cache_clear()
    lacking = 0
    for room in ROOMS:
        for language in (SOURCE, *PUBLIC):
            _write(folder_of(room, language) / "django.mo", compiled(room, language))
            lacks = sum(1 for _ in faults(room, language)) if language != SOURCE else 0
            if lacks:
                sys.stdout.write(f"{room}, {language}: {lacks} to translate\n")
            lacking += lacks
    sys.stdout.write("Everything is said in every language.\n" if not lacking else "")


if __name__ == "__main__":
    main()
