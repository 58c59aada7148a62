"""Colours on the map can be told apart and read in every theme, also by those who do not see red or green."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import numpy as np
import pytest

from wms.gui.map.scale import Kind, Kinds, Ramp, blended, told_apart
from wms.gui.theme.tokens import THEMES, Theme, read, tokens, use

# Full protanopia and deuteranopia on linear RGB: Machado, Oliveira, Fernandes 2009, table 1.
SIGHT = {
    "full": np.eye(3),
    "no red": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                        [-0.003882, -0.048116, 1.051998]]),
    "no green": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                          [-0.011820, 0.042940, 0.968881]]),
}  # fmt: skip
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> Iterator[Theme]:
    """Each theme in turn."""
    before = tokens()
    use(read(request.param))
    yield request.param
    use(before)


def seen(colour: str, sight: str) -> np.ndarray:
    """The colour in CIELAB, as it is seen."""
    sent = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(sent <= 0.04045, sent / 12.92, ((sent + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(SIGHT[sight] @ linear, 0, 1) / np.array([0.9505, 1, 1.089])
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_kinds_are_told_apart_by_everybody(theme: Theme) -> None:
    for sight in SIGHT:
        for one, other in combinations(told_apart(), 2):
            assert np.linalg.norm(seen(one, sight) - seen(other, sight)) > 10, (theme, sight, one, other)


def test_more_is_always_stronger(theme: Theme) -> None:
    ramp = Ramp("Picks", 0, 100)
    lightness = [seen(ramp.colour(value), "full")[0] for value in range(0, 101, 5)]
    rising = [later > earlier for earlier, later in pairwise(lightness)]
    assert all(rising) or not any(rising)


def test_values_beyond_the_ends_keep_the_ends_colour() -> None:
    ramp = Ramp("Age", 10, 20)
    assert ramp.colour(-5) == ramp.colour(10)
    assert ramp.colour(99) == ramp.colour(20) == tokens().heat[-1]
    assert Ramp("Flat", 3, 3).colour(3) == tokens().heat[-1]


def test_a_stack_is_worth_its_largest_its_sum_or_its_mean_value() -> None:
    assert Ramp("x", 0, 9).of([2, 4]) == 4
    assert Ramp("x", 0, 9, together="sum").of([2, 4]) == 6
    assert Ramp("x", 0, 9, together="mean").of([2, 4]) == 3


def test_a_stack_shows_the_first_kind_that_is_in_it() -> None:
    kinds = Kinds("Status", (Kind("held", "Held", "bad"), Kind("fast", "Fast"), Kind("slow", "Slow")))
    assert kinds.of(["slow", "fast"]) == "fast"
    assert kinds.colour("held") == tokens().bad
    assert kinds.colour("fast") == tokens().series[0]
    assert kinds.colour("unheard of") == tokens().edge
    assert kinds.name("unheard of") == "unheard of"


def test_half_of_black_and_white_is_grey() -> None:
    assert blended("#000000", "#ffffff", 0.5) == "#808080"
