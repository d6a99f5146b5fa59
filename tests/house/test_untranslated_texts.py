"""Nothing that a page says is left in French alone, by being forgotten or by never being marked."""

import ast
import re
from fnmatch import fnmatchcase
from html.parser import HTMLParser

import pytest
from django.template.base import Lexer, TokenType

from tests.house import catalogs
from tests.house.tree import PLATFORM, ROOMS, files, name, templates, tree

# Written alike in both languages: names, codes, and words that came from one to the other.
ALIKE = {
    "en": {
        "%(found)s action",
        "Action",
        "Budget",
        "Action %(pk)s",
        "Actions",
        "Commune",
        "Consultation",
        "Copies",
        "Date",
        "Distance",
        "Département",
        "Excel (XLSX)",
        "Import",
        "Journal",
        "Note",
        "Parent",
        "Phases",
        "Projections",
        "RETEX",
        "Site",
        "Source",
        "Sources",
        "code",
    },
    "pt": {"Site"},
    "tr": {"Site"},
}
SIMPLE_ALREADY = "fr-x-facile"

# French by design (docs/languages.md), file by file, and why.
STAYS_FRENCH = {
    "*/models.py": "names of what is stored, as it is exported",
    "*/models/*.py": "names of what is stored, as it is exported",
    "*/management/commands/*.py": "the terminal of whoever installs",
    "config/cli.py": "the terminal of whoever installs",
    "config/demonstration.py": "the terminal of whoever installs",
    "config/doctor/*.py": "the terminal of whoever installs",
    "config/environment.py": "the terminal of whoever installs",
    "config/serving.py": "the terminal of whoever installs",
    "config/settings/base.py": "each language in its own name",
    "config/formats/fr/formats.py": "how French writes a date",
    "audit/enums.py": "the trail, and the command that reads it",
    "audit/verification.py": "the command that reads the trail",
    "territory/fetching*.py": "the command that loads places",
    "territory/loading*.py": "the command that loads places",
    "territory/published.py": "the command that loads places",
    "toolbox/sqlite/version.py": "the terminal of whoever installs",
    "demo/apps.py": "the name of an application, shown nowhere",
    "exchange/spoken.py#SPOKEN": "how files call people",
    "exchange/exports.py": "the sheet of a file that is exported",
    "privacy/actions.py": "what a purge is recorded under",
    "privacy/retention.py": "what a purge is recorded under",
    "portal/gallery.py": "examples of components, for whoever builds pages",
    "toolbox/search.py": "marks, not words",
    "toolbox/text_fit.py": "marks, not words",
    "voices/enums.py#USUAL_THEMES": "what a new consultation is filled with, and stored",
    "synthesis/forms.py#«": "a mark, not a word",
}
FRENCH = re.compile(r"[éèêàçùûîôœ’«]", re.IGNORECASE)
LETTERS = re.compile(r"[^\W\d_]{2,}")
# What shows a text to somebody, whatever its letters.
SHOWN_AS = {"label", "help_text", "empty_label", "caption", "placeholder"}
SHOWN_BY = {"ValidationError", "add_error", "success", "info", "warning", "error"}
# In templates: a term of ours, the same in every language (docs/glossary.md), and attributes.
TERMS = {"RETEX", 'aria-describedby="e_ h_" aria-invalid="true"'}
VOID = {"input", "meta", "link", "br", "img", "hr", "wbr", "circle", "path"}
SAID_IN = {"aria-label", "title", "placeholder", "alt"}
TRANSLATED = re.compile(r"""\b_\((["']).*?\1\)""")
LITERAL = re.compile(r"""(["'])(.*?)\1""")


@pytest.mark.parametrize("language", catalogs.PUBLIC)
def test_every_text_is_said_in_every_language_it_must_be(language):
    """The five public ones for what whoever speaks may meet, English for everything."""
    assert [fault for room in ROOMS for fault in catalogs.faults(room, language)] == []


# A short text of the simple language may be simple already.
@pytest.mark.parametrize("language", [code for code in catalogs.PUBLIC if code != SIMPLE_ALREADY])
def test_a_translation_is_not_the_french_text_again(language):
    same = {
        key[1]
        for room in ROOMS
        for key, message in catalogs.translated(room, language).items()
        if key[1] == (message.string if isinstance(message.id, str) else message.string[0])
        and LETTERS.search(catalogs.PLACES.sub("", key[1]))
    }
    assert same - ALIKE.get(language, set()) == set()


def french_said(path, module):
    """(line, text) of what a module says in French without a translation; its parts by name."""
    marked = _marked(module)
    for part in module.body:
        for node in ast.walk(part):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if id(node) in marked or not FRENCH.search(node.value):
                    continue
                if not _stays_french(path, catalogs.name_of(part), node.value):
                    yield node.lineno, node.value


def _marked(module):
    """The constants that are translated, or that are the documentation of the code."""
    marked = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if node.body and isinstance(node.body[0], ast.Expr):
                marked.add(id(node.body[0].value))
        elif isinstance(node, ast.Call) and _called(node) in catalogs.KEYWORDS:
            marked |= {id(each) for given in node.args for each in ast.walk(given)}
    return marked


def _called(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _stays_french(path, part, text):
    return any(
        fnmatchcase(path, known.partition("#")[0])
        and known.partition("#")[2] in {"", part, text.strip()}
        for known in STAYS_FRENCH
    )


def shown_said(module):
    """What is given as a label, an error, a message: translated or made elsewhere, never a text."""
    marked = _marked(module)
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        given = [word.value for word in node.keywords if word.arg in SHOWN_AS]
        if _called(node) in SHOWN_BY and "logger" not in ast.unparse(node.func):
            given += node.args
        for value in given:
            if isinstance(value, ast.JoinedStr | ast.Constant) and id(value) not in marked:
                parts = [each.value for each in ast.walk(value) if isinstance(each, ast.Constant)]
                said = "".join(part for part in parts if isinstance(part, str))
                if LETTERS.search(said) and (" " in said or said[:1].isupper()):
                    yield node.lineno, said


def modules():
    for file in files(".py", tests=False, under="src/maillage"):
        if not {"migrations", "content"} & set(file.parts):
            yield file.relative_to(PLATFORM).as_posix(), file


def test_no_text_of_the_code_is_left_in_french():
    said = {path: list(french_said(path, tree(file))) for path, file in modules()}
    assert {path: texts for path, texts in said.items() if texts} == {}


def test_no_label_no_error_and_no_message_is_left_without_a_translation():
    said = {path: list(shown_said(tree(file))) for path, file in modules() if not _is_for_us(path)}
    assert {path: texts for path, texts in said.items() if texts} == {}


def _is_for_us(path):
    return path.startswith("config/") or "/management/" in path or path == "portal/gallery.py"


@pytest.mark.parametrize("known", STAYS_FRENCH)
def test_what_stays_french_still_says_something(known):
    path, _sharp, part = known.partition("#")
    found = [file for each, file in modules() if fnmatchcase(each, path)]
    assert any(FRENCH.search(file.read_text()) and part in file.read_text() for file in found)


class Said(HTMLParser):
    """What a template says by itself. What is marked as being in a language says which."""

    def __init__(self, html):
        super().__init__()
        self.open, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.texts += [given[each] for each in SAID_IN & given.keys()]
        if tag == "meta" and given.get("name") == "description":
            self.texts.append(given["content"])
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.texts.append(given.get("value", ""))
        if tag not in VOID:
            self.open.append((tag, "lang" in given or tag in {"style", "script"}))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if not any(is_apart for _, is_apart in self.open):
            self.texts.append(" ".join(text.split()))


def said_by(source):
    """The texts of a template that nobody can translate: its words, and those given to its tags."""
    html, given, is_translated = "", [], False
    for token in Lexer(source).tokenize():
        tag = token.contents.split(" ", 1)[0]
        if token.token_type == TokenType.TEXT:
            html += "" if is_translated else token.contents
        elif tag in {"blocktranslate", "endblocktranslate"}:
            is_translated = tag == "blocktranslate"
        elif token.token_type in {TokenType.BLOCK, TokenType.VAR} and tag != "translate":
            literals = LITERAL.findall(TRANSLATED.sub("", token.contents))
            given += [text for _, text in literals if _is_words(text)]
    return {text for text in [*Said(html).texts, *given] if LETTERS.search(text)} - TERMS


def _is_words(text):
    return bool(FRENCH.search(text) or re.search(r"\w \w|^[A-Z][a-z]", text.strip())) and (
        "=" not in text and "." not in text
    )


def test_no_text_of_a_template_is_left_in_french():
    pages = [path for path in templates() if "gallery" not in path.as_posix()]
    said = {name(path): said_by(path.read_text()) for path in pages}
    assert {path: texts for path, texts in said.items() if texts} == {}


def test_what_is_forgotten_is_found(monkeypatch):
    """The nets themselves."""
    assert said_by("<p>{% translate 'Oui' %} {{ n }} {# ici #}</p>") == set()
    assert said_by("<p lang='fr'>Défenseur des droits</p>") == set()
    assert said_by("{% blocktranslate %}Bonjour {{ n }}{% endblocktranslate %} encore") == {
        "encore"
    }
    assert said_by("<a aria-label='Fermer'>{% breadcrumb 'Les retours' %}</a>") == {
        "Fermer",
        "Les retours",
    }
    assert said_by("{% breadcrumb _('Les retours') %}") == set()

    code = ast.parse("'''Été.'''\nX = _('écrit')\nY = 'écrit'\nf(label='Nom')\nf(label=_('Nom'))")
    assert list(french_said("voices/forms.py", code)) == [(3, "écrit")]
    assert list(shown_said(code)) == [(4, "Nom")]

    catalog = catalogs.read_catalog("voices", "uk")
    catalog["Moi aussi"].string = ""
    catalog["Qui parle"].flags.add("fuzzy")
    del catalog["Filtrer"]
    monkeypatch.setattr(catalogs, "read_catalog", lambda *_: catalog)
    faults = list(catalogs.faults("voices", "uk"))
    assert sorted(fault.split(": ")[1] for fault in faults) == [
        "fuzzy",
        "missing",
        "not translated",
    ]
