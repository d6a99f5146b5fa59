"""Small models given to HiGHS: its choice is recomputed, its bound is said to be its own."""

import os
import sys
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from arpent.geo._siting_cover import Bools, Floats, Ints

THEIRS = "HiGHS, à sa parole ; choix recalculé"
_first = Lock()
Numbers = NDArray[np.integer]


@dataclass(eq=False)
class Model:
    """Minimise ``costs`` x under ``low <= matrix x <= high`` and ``0 <= x <= upper``."""

    costs: list[Floats] = field(default_factory=list)
    upper: list[Floats] = field(default_factory=list)
    whole: list[Bools] = field(default_factory=list)
    low: list[Floats] = field(default_factory=list)
    high: list[Floats] = field(default_factory=list)
    entries: list[tuple[Numbers, Numbers, Floats]] = field(default_factory=list)
    columns: int = 0
    rows: int = 0

    def variables(self, costs: Floats, upper: float | Floats, *, whole: bool) -> Ints:
        added = np.arange(self.columns, self.columns + len(costs))
        self.costs.append(costs)
        self.upper.append(np.broadcast_to(np.asarray(upper, dtype=float), costs.shape))
        self.whole.append(np.full(len(costs), whole))
        self.columns += len(costs)
        return added

    def constraints(self, low: Floats, high: Floats) -> Ints:
        added = np.arange(self.rows, self.rows + len(low))
        self.low.append(low)
        self.high.append(high)
        self.rows += len(low)
        return added

    def enter(self, rows: Numbers, columns: Numbers, values: float | Floats) -> None:
        shape = np.broadcast_shapes(rows.shape, columns.shape)
        spread = np.broadcast_to(np.asarray(values, dtype=float), shape)
        self.entries.append((np.broadcast_to(rows, shape), np.broadcast_to(columns, shape), spread))

    def solve(
        self, *, seconds: float, gap: float, seed: int, start: Floats | None = None
    ) -> "Answer":
        import highspy

        solver = _silent(highspy)
        solver.setOptionValue("time_limit", float(seconds))
        solver.setOptionValue("mip_rel_gap", float(gap))
        solver.setOptionValue("mip_abs_gap", 1e-9)
        solver.setOptionValue("random_seed", int(seed) % 2**31)
        solver.setOptionValue("threads", 1)  # the same answer whatever the machine
        solver.passModel(self._passed(highspy))
        if start is not None:
            given = highspy.HighsSolution()
            given.col_value = start.tolist()
            solver.setSolution(given)
        solver.run()
        status = solver.getModelStatus()
        info = solver.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(None, np.inf, True)
        mixed = any(whole.any() for whole in self.whole)
        feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        found = np.array(solver.getSolution().col_value) if feasible else None
        optimal = status == highspy.HighsModelStatus.kOptimal
        if mixed:
            bound = float(info.mip_dual_bound)
        else:
            bound = float(info.objective_function_value) if optimal else -np.inf
        return Answer(found, bound, optimal)

    def _passed(self, highspy: Any) -> Any:
        rows, columns, values = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        order = np.lexsort((rows, columns))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.columns, self.rows
        lp.col_cost_ = np.concatenate(self.costs)
        lp.col_lower_ = np.zeros(self.columns)
        lp.col_upper_ = np.concatenate(self.upper)
        lp.row_lower_, lp.row_upper_ = np.concatenate(self.low), np.concatenate(self.high)
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        whole = np.concatenate(self.whole)
        if whole.any():
            lp.integrality_ = [kinds[int(one)] for one in whole]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        counts = np.bincount(columns, minlength=self.columns)
        lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        lp.a_matrix_.index_ = rows[order].astype(np.int32)
        lp.a_matrix_.value_ = values[order]
        return lp


def _silent(highspy: Any) -> Any:
    """A solver that says nothing: the first one of a process greets on the standard output before
    it can be told not to, and what is printed there may be somebody's JSON.
    """
    with _first, open(os.devnull, "w") as nowhere:
        sys.stdout.flush()
        kept = os.dup(1)
        try:
            os.dup2(nowhere.fileno(), 1)
            solver = highspy.Highs()
        finally:
            os.dup2(kept, 1)
            os.close(kept)
    solver.setOptionValue("output_flag", False)
    return solver


@dataclass(frozen=True, eq=False)
class Answer:
    """``found`` None when nothing was; ``bound`` under every choice, by the solver's word."""

    found: Floats | None
    bound: float
    optimal: bool
