"""The benches against theory: one packer with random arrivals waits as Pollaczek and Khinchine say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from wms.base.jobs import Stop
from wms.planning.simulation.problem import From, House, Order, Pace, Person, SimulationProblem
from wms.planning.simulation.run import run


@pytest.mark.parametrize(("load", "spread", "count"), [(0.5, 0.3, 20_000), (0.7, 0.8, 30_000), (0.8, 0.3, 60_000)])
def test_orders_wait_for_a_packer_as_long_as_theory_says(load, spread, count):
    """M/G/1: the mean wait is λ E[S²] ÷ 2 (1 − ρ), with E[S²] = mean² · exp(spread²) for lognormal times."""
    mean = 90.0
    gaps = np.random.default_rng(5).exponential(mean / load, count)
    moments = np.cumsum(gaps).astype(int).tolist()
    end = moments[-1] + 10_000_000
    orders = tuple(Order(n, end, mean, begins=From.PACK, ready_s=moment) for n, moment in enumerate(moments))
    pace = Pace(person_spread=0, bench_spread=spread)
    day = run(SimulationProblem(orders, (), (), House((), (Person(0, end),)), pace), 1, Stop())
    waited = np.mean([(begin - day.picked[order]) / 1_000 for order, _, begin, _ in day.benches])
    expected = load / mean * mean**2 * math.exp(spread**2) / (2 * (1 - load))
    assert waited == pytest.approx(expected, rel=0.08)
