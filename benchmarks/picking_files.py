"""Readers of the published picking instances: keyword files of one block, and the Foodmart and Kris layouts.

Distances in the files have decimals; they are scaled to integers (`Layout.scale` units to one of the file's).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from wms.planning.floor.parallel import ParallelFloor, regular_floor

SCALE = 10


@dataclass(frozen=True)
class Sku:
    """Where an article lies: aisle, cell, and how much of it."""

    article: int
    aisle: int
    cell: int
    quantity: int


@dataclass(frozen=True)
class KeywordFile:
    """A one-block instance: floor (distances × SCALE), capacity, storage and orders (article, quantity)."""

    name: str
    floor: ParallelFloor
    capacity: int | None
    weights: dict[int, int]
    skus: tuple[Sku, ...]
    orders: tuple[tuple[tuple[int, int], ...], ...]

    def place(self, sku: Sku) -> tuple[int, int]:
        """Where to stand to take from this storage place."""
        return (sku.aisle, self.floor.cell_y[sku.cell])


def read_keywords(path: Path) -> KeywordFile:
    """Read SPRP, SPRP-SS, Bahçeci–Öncan, Henn–Wäscher and Muter–Öncan files (Latin-1)."""
    text = path.read_text(encoding="latin-1")
    header = dict(re.findall(r"^([A-Z_]+)\s*:\s*(.+?)\s*$", text, re.M))
    head, _, orders = text.partition("ORDER_SECTION")
    articles, _, storage = head.partition("SKU_SECTION")
    skus = tuple(
        Sku(*(int(part) for part in found))
        for found in re.findall(r"ID (\d+) AISLE (\d+) CELL (\d+) QUANTITY (\d+)", storage)
    )
    weights = {int(a): int(w) for a, w in re.findall(r"ID (\d+) WEIGHT (\d+)", articles)}
    capacity = int(header["PICKER_CAPACITY"]) if "PICKER_CAPACITY" in header else None
    return KeywordFile(path.name, _floor(header), capacity, weights, skus, _orders(orders))


def _orders(section: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    parts = re.split(r"NUM_ARTICLES_IN_ORDER\s*:\s*\d+", section)
    lists = parts[1:] if len(parts) > 1 else parts
    found = [re.findall(r"ID (\d+) QUANTITY (\d+)", part) for part in lists]
    return tuple(tuple((int(a), int(q)) for a, q in order) for order in found)


def _floor(header: dict[str, str]) -> ParallelFloor:
    def units(key: str) -> int:
        value = Fraction(header[key]) * SCALE
        if value.denominator != 1:
            raise ValueError(f"{key} has more decimals than the scale of {SCALE} holds.")
        return int(value)

    end_gap = units("DISTANCE_TOP_TO_CELL")
    if "Muter" in header.get("COMMENT", ""):  # the published values hold for 1.5; the files say 1
        end_gap = 3 * SCALE // 2
    elif units("DISTANCE_BOTTOM_TO_CELL") != end_gap:
        raise ValueError("Top and bottom distances differ.")
    return regular_floor(
        aisles=int(header["NUM_AISLES"]), cells=int(header["NUM_CELLS"]), aisle_gap=units("DISTANCE_AISLE_TO_AISLE"),
        cell_gap=units("DISTANCE_CELL_TO_CELL"), end_gap=end_gap, depot_aisle=int(header["DEPOT_AISLE"]),
        depot_at_bottom=header["DEPOT_LOCATION"] == "bottom", depot_gap=units("DISTANCE_TOP_OR_BOTTOM_TO_DEPOT"),
    )
