"""Colours from little to much, and words that can be read on them: for heat strips and for the floor map."""

from __future__ import annotations

import math

from PySide6.QtGui import QColor

from wms.gui.theme.tokens import Tokens


def ramped(look: Tokens, part: float) -> QColor:
    """The colour of the heat ramp at a part of its way (0 … 1)."""
    stops = [QColor(stop) for stop in look.heat]
    way = max(0.0, min(1.0, part)) * (len(stops) - 1)
    first = min(math.floor(way), len(stops) - 2)
    one, other, mix = stops[first], stops[first + 1], way - first
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * mix,
        one.greenF() + (other.greenF() - one.greenF()) * mix,
        one.blueF() + (other.blueF() - one.blueF()) * mix,
    )


def readable(look: Tokens, ground: QColor) -> str:
    """Whichever of the theme's two extremes reads better on a coloured ground."""
    bright = _luminance(ground)
    apart = {name: _ratio(bright, _luminance(QColor(name))) for name in (look.text, look.surface)}
    return max(apart, key=lambda name: apart[name])


def _luminance(colour: QColor) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
