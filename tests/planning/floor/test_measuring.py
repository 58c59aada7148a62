"""Distances are worked out a little at a time, so that nobody who wants to stop waits for a large floor."""

from __future__ import annotations

import numpy as np
import pytest

from wms.base.errors import Cancelled
from wms.base.jobs import Stop
from wms.planning.floor import graph as graphs
from wms.planning.floor.graph import GraphFloor


def ring(size: int) -> GraphFloor:
    """Places in a ring, one way round dearer than the other."""
    there = tuple((n, (n + 1) % size, 3) for n in range(size))
    return GraphFloor(size, there + tuple((v, u, 5) for u, v, _ in there))


def test_a_cancel_while_a_floor_is_measured_ends_it():
    floor, stop = ring(40), Stop()
    stop.cancel()
    with pytest.raises(Cancelled):
        floor.measure(stop)
    floor.measure(Stop())
    assert floor.distances[0, 39] == 5


def test_a_floor_measured_in_slices_is_the_one_measured_at_once(monkeypatch: pytest.MonkeyPatch):
    whole = ring(60)
    monkeypatch.setattr(graphs, "STEPS", 300)
    sliced = ring(60)
    sliced.measure(Stop())
    assert np.array_equal(whole.distances, sliced.distances)
    assert sliced.path(0, 58) == whole.path(0, 58) == [0, 59, 58]


def test_the_ways_from_one_place_need_no_table_of_all():
    floor = ring(60)
    alone = floor.distances_from(7)
    assert "_shortest" not in floor.__dict__
    assert np.array_equal(alone, floor.distances[7])
    assert np.array_equal(floor.distances_from(7), alone)
