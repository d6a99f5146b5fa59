"""Arbitrary sheets, rich in what could be taken for something else."""

from hypothesis import strategies as st

from arpent.sheets import (
    Account,
    DiagnosisRow,
    Item,
    PlanRow,
    ProjectionRow,
    Retex,
    Sheet,
    Theme,
    sheet_from_dict,
    sheet_to_dict,
)

TRAPS = (
    "- tiret",
    "-tiret",
    "– demi-cadratin",
    "1. premier",
    "2) deuxième",
    "a. lettre",
    "* étoile",
    "+ plus",
    "▶ puce",
    "a ▶ b ▶ c",
    "• rond",
    "# titre",
    "### 3. Plan d'action",
    "> citation",
    "| barre | barre |",
    "a | b",
    "<b>gras</b>",
    "a < b > c",
    "1<2",
    "<br>",
    "<!-- note -->",
    "&amp; & &lt;",
    "\\ barre oblique \\",
    "`code`",
    "$x^2$",
    "~~barré~~",
    "H~2~O",
    "x^2^",
    "**fort**",
    "_souligné_",
    "*a*",
    "a*b*c",
    "[lien](https://ex.fr)",
    "![image](x.png)",
    "[^1]",
    "{#id .classe}",
    ":::",
    "---",
    "***",
    "===",
    "+---+",
    "https://exemple.fr/a_b*c",
    "voir https://exemple.fr.",
    "www.exemple.fr",
    "« guillemets »",
    "“anglais”",
    "l’apostrophe l'autre",
    "non\u00a0sécable",
    "fine\u202f!",
    "12\u00a0000 €",
    "émoji 🙂👩\u200d👧",
    "مرحبا بكم",
    "שלום",
    "日本語",
    "tiret\u2011insécable",
    "césure\u00ad",
    "RETEX 3 (ailleurs)",
    "RETEX 2",
    "Plan d'action",
    "2. Projections",
    "Thématique n° 4 : autre",
    "Diagnostic des points forts et irritants",
    "Irritants",
    "Points forts",
    "Liens : aucun",
    "Liens : https://ex.fr",
    "(sans titre)",
    "Rappel des critères :",
    "x\ty",
    " bords ",
    "Titre : suite",
    "@auteur",
    "::: note",
    "%",
    "1 er",
    "fin.",
    "...",
    "--",
    "---",
    "''",
    '""',
    '"entre"',
    "~",
    "^",
    "Travailler ensemble autrement",
    "#1 priorité",
    "10 % de plus",
    "et/ou",
    "(1) un",
    "I. chapitre",
    "a:b",
    ":",
    ": deux points",
    "; point-virgule",
    "=",
    "É",
    "œuvre",
    "Ça",
    "0",
    "!",
    "[x] coché",
    "[ ] case",
    "\\*",
    "&nbsp;",
    "&#42;",
    "term\n: definition",
    "ligne  \nsuite",
    "a\\\nb",
    "<https://ex.fr>",
)

_letters = st.text(
    st.one_of(
        st.sampled_from("aeéèçà tsr nl'’,.;:!?-–()«»/&*_`|<>#\\$~^[]{}\"=+%@0123456789\u00a0▶"),
        st.characters(codec="utf-8", exclude_categories=("Cs", "Co", "Cn")),
    ),
    max_size=24,
)
texts = st.one_of(
    st.sampled_from(TRAPS),
    st.tuples(st.sampled_from(TRAPS), st.sampled_from(TRAPS)).map(" ".join),
    _letters,
)
places = st.one_of(
    st.sampled_from(["académie", "Nantes (44)", "a) : (b", "(", "2", "", "x) y", "n° 3"]), texts
)
numbers = st.one_of(st.none(), st.integers(0, 9999))
links = st.sampled_from(
    [
        "https://exemple.fr/",
        "http://exemple.fr/a_b_(c)?x=1&y=é#z",
        "https://exemple.fr/%C3%A9*a*~b~",
        "https://ex.fr/fin.",
        "https://ex.fr",
        "ftp://ex.fr/a",
        "https://ex.fr/a'b|c",
        "HTTPS://EX.FR/A",
    ]
)
items = st.lists(st.builds(Item, texts, st.booleans()), max_size=3).map(tuple)
marked = st.lists(st.builds(Item, texts, st.just(True)), max_size=3).map(tuple)
cells = st.one_of(items, items, marked)
accounts = st.builds(
    Account,
    texts,
    st.lists(texts, max_size=3).map("\n\n".join),
    st.lists(links, max_size=3).map(tuple),
)
sheets = st.builds(
    Sheet,
    st.builds(Theme, numbers, texts),
    st.lists(
        st.builds(Retex, numbers, places, st.lists(accounts, max_size=3).map(tuple)), max_size=3
    ).map(tuple),
    st.lists(
        st.builds(
            DiagnosisRow,
            texts,
            st.lists(st.integers(0, 9999), max_size=3).map(tuple),
            cells,
            cells,
        ),
        max_size=3,
    ).map(tuple),
    st.lists(st.builds(ProjectionRow, texts, cells, cells, cells), max_size=3).map(tuple),
    st.lists(st.builds(PlanRow, texts, cells, cells, cells, cells, cells), max_size=3).map(tuple),
).map(lambda sheet: sheet_from_dict(sheet_to_dict(sheet)))


def crowded_sheet(words: tuple[str, ...]) -> Sheet:
    """One sheet in which every text stands in every place there is."""
    plain = tuple(Item(text) for text in words)
    mixed = tuple(Item(text, rank % 2 == 0) for rank, text in enumerate(words))
    retex = tuple(
        Retex(
            rank if rank % 3 else None,
            text,
            (
                Account(text, "", ()),
                Account("", text, ()),
                Account(text, f"{text}\n\n{text}", ("https://ex.fr/a",)),
                Account("", "", ("https://ex.fr/b", "https://ex.fr/b")),
            ),
        )
        for rank, text in enumerate(words)
    )
    sheet = Sheet(
        Theme(None, "Travailler ensemble autrement"),
        retex,
        (
            *(DiagnosisRow(text, (rank,), (), ()) for rank, text in enumerate(words)),
            DiagnosisRow("", (), plain, mixed),
        ),
        tuple(ProjectionRow("", (item,), (), (item,)) for item in mixed),
        (PlanRow("a", plain, mixed, (), plain, ()),),
    )
    return sheet_from_dict(sheet_to_dict(sheet))
