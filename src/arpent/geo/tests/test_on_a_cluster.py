"""A cluster of two answers as one machine: where points lie, pupils, minutes, places to open."""

import subprocess
import sys

import pytest

from arpent.geo.tests import on_a_cluster

pytest.importorskip("distributed", reason="the extra dask is not installed")

from bench.ground_files import Size, write


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What passed, line by line, and how the next one failed: one cluster for all of them."""
    folder = tmp_path_factory.mktemp("cluster")
    for seed, code in enumerate(("44", "85")):
        write(folder / code, code, Size().of(0.002), seed)
    # A process of its own: here, no socket opens.
    return subprocess.run(
        [sys.executable, "-m", on_a_cluster.__name__, str(folder)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("check", [check.__name__ for check in on_a_cluster.CHECKS])
def test_a_cluster_of_two_answers_as_one_machine(told, check):
    assert check in told.stdout.splitlines(), told.stderr
