"""The same page at 10 findings in the theme and at 10,000: its queries and its CPU.

python -m bench.sizes
"""

import sys

from bench.data import fill
from bench.installation import awake
from bench.pages import LISTS, Browser, measure

FEW, MANY = 60, 25_000  # rows in all: the first theme has two in five


def main():
    found = {}
    with awake("sqlite"):
        from django.core.management import call_command

        from maillage.config.serving import collect_static
        from maillage.diagnosis.models import Finding

        collect_static()
        held = []
        for rows in (FEW, MANY):
            fill(rows)
            held.append(Finding.objects.filter(theme__number=1).count())
            browser = Browser()
            for path in LISTS:
                found[path, rows] = measure(browser, f"{path}?thematique=1")
            call_command("flush", interactive=False, verbosity=0)
    print(f"thématique 1 : {held[0]} constats, puis {held[1]}")
    print(f"{'page':24} {'SQL':>10} {'CPU ms':>16}")
    good = True
    for path in LISTS:
        few, many = found[path, FEW], found[path, MANY]
        same = many["sql"] == few["sql"]
        good &= same
        said = "OK" if same else "DÉPASSÉ"
        sql = f"{few['sql']:4} -> {many['sql']:2}"
        print(f"{path:24} {sql} {few['cpu']:8.1f} -> {many['cpu']:4.1f}  {said}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
