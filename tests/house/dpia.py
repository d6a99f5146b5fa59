"""The table of the impact assessment, made from the register: `python -m tests.house.dpia`."""

import os

from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "dpia.md"
BEGIN, END = "<!-- the register: python -m tests.house.dpia -->", "<!-- end of the register -->"


def table():
    """What each rule says, in English as the assessment is; rules that say the same are one."""
    from django.utils.translation import override

    from maillage.privacy.register import CHAPTERS

    with override("en"):
        lines = ["| table | what | why | how long | then |", "|---|---|---|---|---|"]
        for chapter in CHAPTERS:
            lines.append(f"| **{chapter.title}** | | | | |")
            said = {}
            for label, rule in chapter.rules.items():
                told = (str(rule.what), str(rule.why), str(rule.kept), rule.then.label)
                said.setdefault(tuple(map(str, told)), []).append(label)
            for told, labels in said.items():
                lines.append(f"| {', '.join(labels)} | {' | '.join(told)} |")
    return "\n".join(lines)


def with_table(text):
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.config.settings.test"
    import django

    django.setup()
    PAGE.write_text(with_table(PAGE.read_text()))
