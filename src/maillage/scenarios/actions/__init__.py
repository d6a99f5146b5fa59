"""Writes of the scenarios."""

from maillage.scenarios.actions.plan import commit_scenario, measure_again
from maillage.scenarios.actions.scenarios import (
    delete_scenario,
    describe_scenario,
    make_scenario,
    publish_scenario,
    unpublish_scenario,
)

__all__ = [
    "commit_scenario",
    "delete_scenario",
    "describe_scenario",
    "make_scenario",
    "measure_again",
    "publish_scenario",
    "unpublish_scenario",
]
