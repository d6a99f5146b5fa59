"""An analysis written for people and for spreadsheets: one page that stands alone, and its tables.

Same texts, same model, same seed: the same files, to the last byte.
"""

import json
from collections import Counter
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from maillage.diagnosis.errors import NotOurs
from maillage.toolbox.charts import Bar
from maillage.toolbox.delimited import delimited
from maillage.toolbox.guard import neutralised

PAGE, WHOLE = "rapport.html", "analyse.json"
MADE_BY = "maillage analyse"
# Beyond, groups, families and subjects are in their tables.
TOLD, DRAWN, COPIES_TOLD = 40, 15, 20


class Report:
    """`out`: a folder, made where it is not there; only one that we wrote is written again."""

    def __init__(self, out):
        self.out = Path(out)
        held = self.out / WHOLE
        if self.out.exists() and (not self.out.is_dir() or any(self.out.iterdir())):
            try:
                ours = json.loads(held.read_bytes())["made_by"] == MADE_BY
            except (OSError, ValueError, KeyError, TypeError):
                ours = False
            if not ours:
                raise NotOurs(
                    _("%(out)s existe et n’est pas une analyse : choisissez un autre dossier.")
                    % {"out": self.out}
                )

    def write(self, *, name, found, study, seed):
        self.out.mkdir(parents=True, exist_ok=True)
        groups = _groups(found, study)
        for file, header, rows in (
            ("textes.csv", _heads_of_texts(), _texts(found, study)),
            ("groupes.csv", (_("groupe"), _("mots"), _("textes"), _("part")), _rows_of(groups)),
            (
                "copies.csv",
                (_("ligne"), _("autre ligne"), _("ressemblance")),
                _copies(found, study),
            ),
            ("sujets.csv", (_("sujet"), _("textes")), _subjects(study)),
        ):
            cells = ([neutralised(each) if isinstance(each, str) else each for each in row]
                     for row in rows)  # fmt: skip
            (self.out / file).write_bytes(b"".join(delimited(header, cells)))
        whole = _whole(name, found, study, seed)
        (self.out / WHOLE).write_text(
            json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        page = self.out / PAGE
        page.write_text(_page(name, found, study, seed, groups), encoding="utf-8")
        return page


def _page(name, found, study, seed, groups):
    copied = {at for family in study.families for at in family[1:]}
    themes = _themes(study)
    subjects = _subjects(study)
    return render_to_string(
        "diagnosis/report.html",
        {
            "name": name,
            "found": found,
            "count": len(found.texts),
            "distinct": len(found.texts) - len(copied),
            "groups": groups[:TOLD],
            "group_count": len(groups),
            "group_bars": [Bar(_called(each), each["count"]) for each in groups[:DRAWN]],
            "subjects": subjects[:TOLD],
            "subject_bars": [Bar(*each) for each in subjects[:DRAWN]],
            "themes": themes,
            "theme_bars": [Bar(theme, count) for theme, count, _share in themes],
            "left_to_people": sum(one["abstains"] for one in study.themes or ()),
            "families": [
                {
                    "count": len(family),
                    "text": found.texts[family[0]],
                    "lines": [found.lines[at] for at in family],
                }
                for family in study.families[:COPIES_TOLD]
            ],
            "family_count": len(study.families),
            "copied": len(copied),
            "engine": study.engine,
            "is_lexical": study.engine.startswith("lexical"),
            "seed": seed,
        },
    )


def _groups(found, study):
    sizes = Counter(study.labels)
    return [
        {
            "number": group + 1,
            "name": words,
            "count": sizes[group],
            "share": 100 * sizes[group] / len(found.texts),
            "quotes": [
                {"line": found.lines[at], "text": found.texts[at]} for at in study.quotes[group]
            ],
        }
        for group, words in enumerate(study.names)
    ]


def _called(group):
    return f"{group['number']}. {group['name'] or _('sans mot commun')}"


def _rows_of(groups):
    return ([each["number"], each["name"], each["count"], round(each["share"], 1)]
            for each in groups)  # fmt: skip


def _heads_of_texts():
    return (
        _("ligne"), _("texte"), _("groupe"), _("mots du groupe"), _("copie de la ligne"),
        _("thématique"), _("probabilité"), _("à placer par une personne"),
    )  # fmt: skip


def _texts(found, study):
    copy_of = {at: family[0] for family in study.families for at in family[1:]}
    for at, words in enumerate(found.texts):
        group = study.labels[at]
        placed = study.themes[at] if study.themes else {"themes": [], "abstains": False}
        theme, likely = placed["themes"][0] if placed["themes"] else ("", "")
        yield [
            found.lines[at],
            words,
            group + 1,
            study.names[group],
            found.lines[copy_of[at]] if at in copy_of else "",
            theme,
            likely and round(likely, 3),
            _("oui") if placed["abstains"] else "",
        ]


def _copies(found, study):
    return ([found.lines[one], found.lines[other], round(likeness, 3)]
            for one, other, likeness in study.copies)  # fmt: skip


def _subjects(study):
    return [(term, len(said)) for term, said in study.terms]


def _themes(study):
    """(theme, texts, share) of those that the machine dares to place."""
    if not study.themes:
        return []
    placed = Counter(one["themes"][0][0] for one in study.themes if not one["abstains"])
    return [
        (theme, count, 100 * count / len(study.themes)) for theme, count in placed.most_common()
    ]


def _whole(name, found, study, seed):
    """For scripts: what is in the tables, and what made it."""
    return {
        "made_by": MADE_BY,
        "file": name,
        "engine": study.engine,
        "seed": seed,
        "columns": list(found.columns),
        "silent": found.silent,
        "lines": found.lines,
        "labels": study.labels,
        "names": dict(enumerate(study.names)),
        "quotes": dict(enumerate(study.quotes)),
        "copies": study.copies,
        "themes": study.themes,
        "subjects": dict(study.terms),
    }
