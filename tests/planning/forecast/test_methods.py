"""The methods against their definitions worked out step by step, and what must hold of all of them."""

import numpy as np
import pytest

from wms.planning.forecast.methods import (
    aggregated,
    croston,
    fading,
    methods,
    moving_average,
    naive,
    seasonal_naive,
    smoothing,
)

ALL = sorted(methods().items())


def some_weeks(seed: int = 0, items: int = 20, weeks: int = 70) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(0.5, 4, size=(items, 1)), size=(items, weeks)).astype(float)


def bias(name: str) -> float:
    """What a method says of steady demand, in parts of it: the correction for intermittent demand is 1 − α/2."""
    return {"Syntetos–Boylan 0.1": 0.95, "Syntetos–Boylan 0.2": 0.9}.get(name, 1.0)


def test_naive_repeats_the_last_week():
    weeks = some_weeks()
    assert (naive(weeks)[:, 1:] == weeks).all()


def test_seasonal_naive_repeats_the_week_a_year_ago():
    weeks = some_weeks()
    assert (seasonal_naive(weeks)[:, 52:] == weeks[:, : 70 + 1 - 52]).all()
    assert (seasonal_naive(weeks)[:, 1:52] == weeks[:, :51]).all()


@pytest.mark.parametrize("span", [1, 4, 8])
def test_a_moving_average_is_the_mean_of_the_last_weeks(span: int):
    weeks = some_weeks()
    said = moving_average(span)(weeks)
    for w in range(1, weeks.shape[1] + 1):
        assert said[:, w] == pytest.approx(weeks[:, max(0, w - span) : w].mean(axis=1))


def test_smoothing_follows_its_recursion_item_by_item():
    weeks = some_weeks(items=3)
    said = smoothing(0.3)(weeks)
    for row, series in enumerate(weeks):
        level = 0.0
        for w, value in enumerate(series):
            weight = max(0.3, 1 / (w + 1))
            level = level + weight * (value - level)
            assert said[row, w + 1] == pytest.approx(level)


def test_croston_divides_the_smoothed_size_by_the_smoothed_interval():
    series = np.array([[0.0, 6.0, 0.0, 0.0, 3.0]])
    # First demand after 2 weeks: 6 / 2. The second, of weight 1/2: size 4.5, interval 2 + (3 − 2) / 2.
    assert croston(0.1)(series)[0].tolist() == pytest.approx([0, 0, 3, 3, 3, 4.5 / 2.5])
    assert croston(0.1, 0.95)(series)[0, 5] == pytest.approx(0.95 * 4.5 / 2.5)


def test_an_item_that_is_asked_for_no_more_fades_but_not_under_croston():
    series = np.array([[4.0] * 10 + [0.0] * 30])
    assert fading(0.1, 0.2)(series)[0, -1] < 0.05
    assert croston(0.1)(series)[0, -1] == pytest.approx(4.0)


def test_aggregation_averages_the_levels_backwards_from_now():
    series = np.array([[1.0, 2.0, 3.0, 4.0, 5.0]])
    smooth = smoothing(0.2)
    single = smooth(series)[0, -1]
    pairs = smooth(np.array([[5.0, 9.0]]))[0, -1] / 2
    assert aggregated(0.2, 2)(series)[0, -1] == pytest.approx((single + pairs) / 2)


@pytest.mark.parametrize(("name", "method"), ALL)
def test_no_method_looks_ahead(name: str, method):
    weeks = some_weeks()
    other = weeks.copy()
    other[:, 40:] += 100
    assert (method(weeks)[:, :41] == method(other)[:, :41]).all(), name


@pytest.mark.parametrize(("name", "method"), ALL)
def test_steady_demand_is_forecast_as_it_is_and_scales_with_its_unit(name: str, method):
    steady = np.full((1, 60), 7.0)
    assert method(steady)[0, -1] == pytest.approx(7.0 * bias(name))
    weeks = some_weeks(1)
    assert method(10 * weeks) == pytest.approx(10 * method(weeks))
    assert (method(weeks) >= 0).all()


@pytest.mark.parametrize(("name", "method"), ALL)
def test_no_history_and_one_week_are_no_trouble(name: str, method):
    assert method(np.zeros((3, 0))).shape == (3, 1), name
    assert method(np.ones((2, 1)))[:, 1] == pytest.approx([bias(name), bias(name)])
