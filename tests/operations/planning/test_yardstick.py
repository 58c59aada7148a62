"""The S-shaped walk that planned walks are held against."""

from __future__ import annotations

import random

import pytest

from wms.operations.planning.drawing import Drawing, Line, Stand
from wms.operations.planning.polyline import Walked
from wms.operations.planning.walks import walk
from wms.operations.planning.yardstick import s_shape_mm

AISLES = tuple(Line(n, f"A{n}", False, 3_000 * n, 0, 3_000 * n, 20_000) for n in range(1, 6))
ENDS = (Line(8, "X1", True, 0, 0, 18_000, 0), Line(9, "X2", True, 0, 20_000, 18_000, 20_000))
MIDDLE = Line(10, "X3", True, 0, 10_000, 18_000, 10_000)
STANDS = {100: Stand(100, "BENCH", 1, 3_000, 0)} | {
    10 * n + k: Stand(10 * n + k, f"A{n}-{k}", n, 3_000 * n, 2_000 * k + 1_000) for n in range(1, 6) for k in range(9)
}


def walked(floor: Drawing, *places: int) -> Walked:
    return Walked("B", 100, tuple((place, f"T{place}", "O", 1, False) for place in places), floor)


def test_up_one_aisle_and_down_the_next() -> None:
    """Two aisles 3 m apart, 20 m long each: 20 + 3 + 20 + 3."""
    floor = Drawing((*AISLES, *ENDS), STANDS)
    assert s_shape_mm(walked(floor, 14, 18, 20, 25)) == 46_000


@pytest.mark.parametrize("seed", range(8))
def test_no_planned_walk_is_longer(seed: int) -> None:
    floor = Drawing((*AISLES, *ENDS, MIDDLE), STANDS)
    places = random.Random(seed).sample([place for place in STANDS if place != 100], 8)
    s_shape = s_shape_mm(walked(floor, *places))
    assert s_shape is not None
    assert walk(floor, 100, places).length <= s_shape


def test_a_building_without_parallel_aisles_has_no_such_yardstick() -> None:
    slanted = Line(11, "S", True, 0, 5_000, 18_000, 9_000)
    assert s_shape_mm(walked(Drawing((*AISLES, *ENDS, slanted), STANDS), 14, 25)) is None
