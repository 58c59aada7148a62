"""The integer choice: a set of batches that holds every order exactly once with the least walking, stated in PuLP."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pulp

from wms.base.jobs import Watch
from wms.planning.batching.ground import Words
from wms.planning.batching.master import incidence
from wms.planning.floor.lanes import Ints
from wms.planning.routing.solver import solve_model


@dataclass(frozen=True, slots=True)
class Choice:
    """Chosen batches (row numbers; None when nothing was found) and the bound proven over the batches offered."""

    rows: list[int] | None
    bound: float
    proven: bool


def choose(bits: Words, lengths: Ints, orders: int, watch: Watch) -> Choice:
    """Partition the orders among the offered batches."""
    model = pulp.LpProblem("partition", pulp.LpMinimize)
    picks = [model.add_variable(f"b{i}", cat="Binary") for i in range(len(lengths))]
    model += pulp.LpAffineExpression(list(zip(picks, lengths.tolist(), strict=True)))
    starts, rows = incidence(bits, orders)
    batch_of = np.repeat(np.arange(len(lengths)), np.diff(starts))
    for order in range(orders):
        here = batch_of[rows == order]
        model += pulp.LpAffineExpression([(picks[i], 1) for i in here.tolist()]) == 1
    answer = solve_model(model, watch, doing="Choosing among all batches")
    chosen = [i for i, pick in enumerate(picks) if (pick.value() or 0) > 0.5] if answer.feasible else None
    return Choice(chosen, answer.bound, answer.optimal or answer.impossible)
