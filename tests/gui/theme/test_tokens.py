"""Whether everything can be read: contrast after WCAG 2.2, success criteria 1.4.3, 1.4.6 and 1.4.11."""

from __future__ import annotations

from itertools import product

import pytest

from wms.gui.theme.tokens import THEMES, TONES, Theme, Tokens, read

GROUNDS = ("window", "surface", "raised", "hover")
WORDS = ("text", "muted", "accent", "good", "warn", "bad")
PAIRS = [
    *product(WORDS, GROUNDS),
    *((word, f"{tone}_soft") for tone in TONES for word in ("text", "muted" if tone == "neutral" else tone)),
    ("text", "pressed"), ("text", "selection"), ("muted", "selection"), ("on_selection", "selection"),
    ("on_accent", "accent"), ("on_accent", "accent_hover"), ("on_grave", "bad"), ("on_grave", "grave_hover"),
]  # fmt: skip
"""Every colour words are written in, with every ground they are written on."""


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colour(look: Tokens, name: str) -> str:
    return str(getattr(look, name))


@pytest.mark.parametrize("theme", THEMES)
def test_every_word_can_be_read_on_every_ground_it_stands_on(theme: Theme):
    look = read(theme)
    least = 7.0 if theme == "contrast" else 4.5
    found = {(word, ground): contrast(colour(look, word), colour(look, ground)) for word, ground in PAIRS}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_focus_rings_bars_and_lines_of_charts_can_be_told_from_the_ground(theme: Theme):
    look = read(theme)
    drawn = {look.edge, look.focus, *look.series, *(look.fill(tone) for tone in TONES)}
    assert {one: contrast(one, look.surface) for one in drawn if contrast(one, look.surface) < 3} == {}
    assert contrast(look.edge, look.window) >= 3
    assert contrast(look.focus, look.window) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_heat_ramp_goes_steadily_away_from_the_surface(theme: Theme):
    look = read(theme)
    steps = [contrast(stop, look.surface) for stop in look.heat]
    assert steps == sorted(steps)
    assert steps[-1] >= 7


@pytest.mark.parametrize("theme", THEMES)
def test_series_differ_in_grey_too_or_are_few_enough_to_be_told_by_their_dashes(theme: Theme):
    assert len(set(read(theme).series)) == 6


def test_large_text_scales_type_and_spacing_alike():
    plain, large = read("light"), read("light", large=True)
    for size in ("small", "body", "title", "display", "row", "control", "icon"):
        assert getattr(large, size) == round(getattr(plain, size) * 1.35)
    assert large.space(10) == round(large.unit * 10)
    assert large.text == plain.text


def test_a_theme_nobody_drew_is_an_error():
    with pytest.raises(KeyError):
        read("sepia")  # type: ignore[arg-type]
