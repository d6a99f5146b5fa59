"""What changes past some size: neighbours sought in cells, texts encoded in a stream, a cluster."""

import itertools
import subprocess
import sys

import numpy as np
import pytest

from arpent.text import (
    LexicalEncoder,
    _communities,
    _neighbours,
    _shingles,
    _vectors,
    groups,
    near_duplicates,
)


class Narrow(LexicalEncoder):
    """Fewer columns: their directions are what takes long, and eighty texts need no more."""

    def encode(self, texts):
        wide = super().encode(texts)
        return wide.reshape(len(wide), -1, 256).sum(axis=1)


LEXICAL = Narrow()
SAID = [
    f"{what} {where} {when}"
    for what, where, when in itertools.product(
        ("le bus arrive en retard", "le réseau coupe", "la cantine en ligne", "le wifi manque"),
        ("au collège", "à l’internat", "dans la vallée", "au lycée", "au village"),
        ("le lundi", "tous les soirs", "depuis deux ans", "chaque hiver"),
    )
]


@pytest.fixture
def many(monkeypatch):
    """Eighty texts are many."""
    monkeypatch.setattr(_neighbours, "EXACT", 20)
    monkeypatch.setattr(_neighbours, "_CELL", 10)
    monkeypatch.setattr(_neighbours, "_PROBED", 4)
    monkeypatch.setattr(_vectors, "STREAMED", 40)
    monkeypatch.setattr(_vectors, "_BLOCK", 7)
    monkeypatch.setattr(_communities, "_MANY", 30)
    monkeypatch.setattr(_shingles, "_BLOCK", 7)
    monkeypatch.setattr(_shingles, "_AT_ONCE", 50)


def test_neighbours_found_in_cells_are_mostly_the_true_ones(monkeypatch) -> None:
    draw = np.random.default_rng(3)
    ends = draw.normal(0, 1, (40, 32))
    rows = _vectors.unit(ends[draw.integers(0, 40, 4_000)] + draw.normal(0, 0.4, (4_000, 32)))
    true = _neighbours.nearest(rows, 10)
    monkeypatch.setattr(_neighbours, "EXACT", 100)
    found = _neighbours.nearest(rows, 10)
    assert all(len(set(near)) == 10 and at not in near for at, near in enumerate(found.tolist()))
    shared = [len(set(one) & set(two)) for one, two in zip(true, found, strict=True)]
    assert sum(shared) >= 0.9 * 40_000
    assert (found == _neighbours.nearest(rows, 10)).all()


def test_many_texts_fall_in_the_groups_that_few_do(many) -> None:
    found = groups([*SAID, *SAID[:5]], encoder=LEXICAL, seed=2)
    assert found == groups([*SAID, *SAID[:5]], encoder=LEXICAL, seed=2)
    assert found.labels[:5] == found.labels[80:]
    for first in range(0, 80, 20):  # one subject, one group
        assert len(set(found.labels[first : first + 20])) == 1
    assert len(found.names) == 4


def test_copies_do_not_depend_on_the_blocks_they_are_sought_in(monkeypatch) -> None:
    whole = near_duplicates(SAID)
    assert whole
    monkeypatch.setattr(_shingles, "_BLOCK", 7)
    monkeypatch.setattr(_shingles, "_AT_ONCE", 50)
    assert near_duplicates(SAID) == whole


ON_A_CLUSTER = """
import distributed
from arpent.text import _neighbours, _vectors, cluster, groups
from arpent.text.tests.test_many import LEXICAL, SAID

if __name__ == "__main__":
    _neighbours.EXACT, _neighbours._CELL, _neighbours._PROBED = 20, 10, 4
    _vectors.STREAMED, _vectors._BLOCK = 40, 7
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as two,
        cluster(two.scheduler_address) as mapper,
    ):
        for texts in (SAID, SAID[:15]):
            assert groups(texts, encoder=LEXICAL, mapper=mapper) == groups(texts, encoder=LEXICAL)
"""


def test_a_cluster_of_two_gives_the_labels_of_one_machine(tmp_path) -> None:
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    script = tmp_path / "on_a_cluster.py"
    script.write_text(ON_A_CLUSTER, encoding="utf-8")
    # Processes of its own: here, no socket opens.
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=90, check=False
    )
    assert done.returncode == 0, done.stderr
