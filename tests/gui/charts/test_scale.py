"""Round numbers for axes, and figures as people read them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.gui.charts.scale import bins, extent, figure, ticks

FLOATS = st.floats(-1e9, 1e9, allow_nan=False)


@given(FLOATS, FLOATS, st.integers(2, 12))
def test_ticks_reach_over_everything_in_even_steps(one: float, other: float, wanted: int):
    low, high = sorted((one, other))
    if high - low < 1e-6 * max(1.0, abs(low), abs(high)):
        high = low + 1
    at = ticks(low, high, wanted)
    step = at[1] - at[0]
    assert at[0] <= low + step * 1e-6
    assert at[-1] >= high - step * 1e-6
    assert all(abs((later - earlier) - step) <= step * 1e-3 for earlier, later in pairwise(at))
    assert len(at) <= wanted + 2


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [(0, "", "0"), (1234567, "kg", "1,234,567 kg"), (0.5, "", "0.5"), (12.345, "h", "12.3 h"), (99.96, "", "100"),
     (0.00123, "", "0.00123"), (-4.5, "%", "-4.5 %"), (2500.4, "", "2,500")],
)  # fmt: skip
def test_figures_say_no_more_than_three_digits_that_matter(value: float, unit: str, told: str):
    assert figure(value, unit) == told


def test_an_axis_holds_zero_and_leaves_out_what_is_unknown():
    assert extent([5, None, float("nan"), 7]) == (0, 7)
    assert extent([-2, 3]) == (-2, 3)
    assert extent([]) == (0, 0)


@given(st.lists(st.floats(-1e6, 1e6, allow_nan=False), max_size=60))
def test_bins_hold_every_value(values: list[float]):
    edges = bins(values)
    assert edges == sorted(set(edges))
    assert len(edges) >= 2
    assert all(edges[0] <= value <= edges[-1] for value in values)
