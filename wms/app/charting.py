"""The rows of a question as a chart: values in the units people read, rows of one label added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wms.documents.charted import Drawn

FACTORS = {"mm": 0.001, "grams": 0.001}
UNITS = {"mm": "m", "grams": "kg", "percent": "%"}


def summed(
    drawn: Drawn, labels: Sequence[str], rows: Sequence[Any], kinds: Mapping[str, str], digits: int
) -> tuple[list[str], dict[str, list[float | None]]]:
    """Each label once, in order; and the drawn columns' values for each, rows of one label (a day's kinds) added."""
    places = {label: place for place, label in enumerate(dict.fromkeys(labels))}
    values: dict[str, list[float | None]] = {name: [None] * len(places) for name in drawn.values}
    for label, row in zip(labels, rows, strict=True):
        for name in drawn.values:
            value = read(getattr(row, name), kinds[name], digits)
            if value is not None:
                values[name][places[label]] = (values[name][places[label]] or 0.0) + value
    return list(places), values


def read(value: Any, kind: str, digits: int) -> float | None:
    """The value in the unit people read: metres, kilograms, units of money with so many decimals."""
    if value is None:
        return None
    return float(value) / 10**digits if kind == "money" else float(value) * FACTORS.get(kind, 1.0)
