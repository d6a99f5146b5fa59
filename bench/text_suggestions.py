"""What is proposed on a desk: how often two cards brought together do say the same, and why.

python -m bench.text_suggestions

Every wording of every irritant is a card; nobody decided anything. «Precision»: pairs of cards of
one proposal that are wordings of one irritant; «found»: pairs of wordings that a proposal holds.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings.test")

from collections import Counter
from itertools import combinations

from bench.text_equivalents import cases

from maillage.sorting import analysis
from maillage.sorting.gathering import Kept, Read, propose, tied_pairs

NOTHING = Kept({}, {})


def proposals(texts, *, with_model):
    reads = [Read(at, *analysis.read(text)) for at, text in enumerate(texts)]
    near = None
    if with_model:
        rows = analysis.vectors(texts)
        together = tied_pairs(reads, [], NOTHING)
        told = {"together": together, "apart": [], "start": [None] * len(texts)}
        labels, _names = analysis.groups(texts, rows, **told)
        near = analysis.nearness(range(len(texts)), rows, labels)
    found = {"findings": {}, "copies": analysis.copies(texts), "tables": []}
    return propose(reads, **found, kept=NOTHING, near=near)


def measured(irritants, *, with_model):
    """{reason: (pairs, right ones)} and the share of the pairs to find that were."""
    texts = [wording for wordings in irritants for wording in wordings]
    meant = [at for at, wordings in enumerate(irritants) for _ in wordings]
    pairs, right = Counter(), Counter()
    for proposal in proposals(texts, with_model=with_model):
        for one, other in combinations(proposal.cards, 2):
            # A pair is as sure as the less sure of the two.
            why = min(proposal.cards[one], proposal.cards[other])[1].partition(":")[0]
            pairs[why] += 1
            right[why] += meant[one] == meant[other]
    wanted = sum(n * (n - 1) // 2 for n in Counter(meant).values())
    return pairs, right, sum(right.values()) / wanted


def main():
    print("  set, model, reason, pairs proposed, precision; share of the right pairs found")
    for name, irritants in cases().items():
        for with_model in (False, True):
            pairs, right, share = measured(irritants, with_model=with_model)
            told = ", ".join(
                f"{why} {right[why]}/{pairs[why]} = {right[why] / pairs[why]:.2f}"
                for why in sorted(pairs)
            )
            model = analysis.engine() if with_model else "no model"
            total = right.total() / max(1, pairs.total())
            print(f"  {name}, {model}: {told}; all {total:.2f}; found {share:.2f}")


if __name__ == "__main__":
    main()
