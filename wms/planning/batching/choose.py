"""The integer choice: a set of batches that holds every order exactly once with the least walking, stated in PuLP."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pulp

from wms.base.jobs import Watch
from wms.planning.batching.ground import Words
from wms.planning.batching.master import incidence
from wms.planning.floor.lanes import Ints
from wms.planning.highs import run


@dataclass(frozen=True, slots=True)
class Choice:
    """Chosen batches (row numbers; None when nothing was found) and the bound proven over the batches offered."""

    rows: list[int] | None
    bound: float
    proven: bool


def choose(bits: Words, lengths: Ints, orders: int, watch: Watch) -> Choice:
    """Partition the orders among the offered batches."""
    model, picks = partition(bits, lengths, range(orders))
    solved = run(model, watch, doing="Choosing among all batches", seconds=math.inf, threads=1)
    chosen = [i for i, pick in enumerate(picks) if solved.values[pick.name] > 0.5] if solved.values else None
    bound = -math.inf if solved.bound is None else solved.bound
    return Choice(chosen, bound, solved.optimal or solved.infeasible)


def partition(bits: Words, lengths: Ints, orders: Sequence[int]) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """The model that picks batches (m, W as bits) so that each of `orders` is in one of them; a variable a batch."""
    model = pulp.LpProblem("partition", pulp.LpMinimize)
    picks = [model.add_variable(f"b{i}", cat="Binary") for i in range(len(lengths))]
    model += pulp.LpAffineExpression(list(zip(picks, lengths.tolist(), strict=True)))
    starts, rows = incidence(bits, 64 * bits.shape[1])
    holder = np.repeat(np.arange(len(lengths)), np.diff(starts))[np.argsort(rows, kind="stable")]
    wanted, ranked = np.array(orders, np.int64), np.sort(rows)
    ends = np.searchsorted(ranked, wanted, side="right").tolist()
    for begin, end in zip(np.searchsorted(ranked, wanted).tolist(), ends, strict=True):
        model += pulp.LpAffineExpression([(picks[i], 1) for i in holder[begin:end].tolist()]) == 1
    return model, picks
