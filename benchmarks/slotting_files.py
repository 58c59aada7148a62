"""Readers for slotting: storage and routing together (Silva et al.), QAPLIB, re-slotting floors, and real orders."""

from __future__ import annotations

import csv
import gzip
import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wms.planning.floor.parallel import regular_floor
from wms.planning.slotting.affinity import picks_of
from wms.planning.slotting.problem import PastOrder, PickLocation, SlottedItem, SlottingProblem

Ints = NDArray[np.int64]
GOODS = re.compile(r"^\d{5}[A-Z]{0,2}$")
TENTHS = 10_000
"""A unit of the re-slotting files is a tenth of ours, in units of a millimetre: 1 → 10,000 of ours per length 1."""


def read_slaprp(path: Path) -> SlottingProblem:
    """Aisles and bays (two locations each), widths, the number of items, and orders; depot before the first aisle."""
    lines = [[int(word) for word in line.split()] for line in path.read_text().splitlines() if line.strip()]
    (aisles, bays), (across, along), (items,), (count,) = lines[:4]
    floor = regular_floor(aisles=aisles, cells=bays, aisle_gap=across, cell_gap=along, end_gap=along)
    places = tuple(
        PickLocation(number, 0, number // (2 * bays), floor.cell_y[number % (2 * bays) // 2], number % 2)
        for number in range(aisles * bays * 2)
    )
    orders = tuple(PastOrder(tuple(row)) for row in lines[5 : 5 + count])
    visits = picks_of(orders)
    goods = tuple(SlottedItem(number, visits[number]) for number in range(1, items + 1))
    return SlottingProblem(goods, places, orders=orders, floor=floor)


def read_qap(path: Path) -> tuple[Ints, Ints, int | None]:
    """Two tables and the best known value, if a solution file lies beside."""
    numbers = np.array(path.read_text().split(), np.int64)
    n = int(numbers[0])
    one, other = numbers[1 : 1 + n * n].reshape(n, n), numbers[1 + n * n : 1 + 2 * n * n].reshape(n, n)
    solution = path.with_suffix(".sln")
    return one, other, int(solution.read_text().split()[1]) if solution.exists() else None


@dataclass(frozen=True)
class Lines:
    """Real orders in the order of time: day and item codes of each."""

    days: tuple[datetime, ...]
    orders: tuple[tuple[str, ...], ...]


def read_retail(path: Path) -> Lines:
    """Sold goods of the wholesaler: no cancellations, charges, corrections or free lines."""
    orders: dict[str, tuple[datetime, dict[str, None]]] = {}
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as text:
        for row in csv.DictReader(text):
            code = row["StockCode"].upper()
            sold = float(row["Quantity"]) > 0 and float(row["UnitPrice"]) > 0
            if sold and not row["InvoiceNo"].startswith("C") and GOODS.match(code):
                day = datetime.strptime(row["InvoiceDate"], "%m/%d/%y %H:%M")
                orders.setdefault(row["InvoiceNo"], (day, {}))[1][code] = None
    return Lines(tuple(day for day, _ in orders.values()), tuple(tuple(codes) for _, codes in orders.values()))


@dataclass(frozen=True)
class Published:
    """A re-slotting question with its authors' answer: today's places, the logged walks and where they would move."""

    problem: SlottingProblem
    movable: frozenset[int]
    spots: frozenset[int]
    answer: dict[int, int]
    path: tuple[int, ...]
    published_before: float
    published_after: float


def read_reslotting(folder: Path, table: Ints) -> Published:
    """One instance folder; `table` holds the floor's walks (`obstacle_table`). Location ids are the file's own."""
    name = folder.name
    ask = json.loads((folder / f"{name}_SLAP_req.json").read_text())["requestData"]
    told = json.loads((folder / f"{name}_SLAP_res.json").read_text())
    asked = json.loads((folder / f"{name}.json").read_text())["VISIT_LOCATION_SECTION"]
    log = ask["pickingLog"]
    rounds = [entry["requestData"]["picksInfo"] for entry in (log.values() if isinstance(log, dict) else log)]
    today = {int(sku): int(place) for sku, place in asked.items()}
    for entry in rounds:
        for sku, place in zip(entry["SKUs"], entry["locations"], strict=True):
            today.setdefault(int(sku), int(place))
    movable = frozenset(int(sku) for sku in asked)
    orders = tuple(PastOrder(tuple(sorted({int(sku) for sku in entry["SKUs"]}))) for entry in rounds)
    visits = picks_of(orders)
    places = tuple(PickLocation(place, 0, place=place) for place in range(len(table)))
    problem = SlottingProblem(
        tuple(SlottedItem(sku, visits[sku]) for sku in sorted(today)), places, orders=orders,
        walks=tuple(map(tuple, table.tolist())), start_place=int(ask["origin"]), end_place=int(ask["destination"]),
        current={sku: (place,) for sku, place in today.items()},
    )
    spots = frozenset(today[sku] for sku in movable)
    answer = {int(sku): int(move["rawLocCurrent"]) for sku, move in told["slottedSKUs"].items()}
    return Published(
        problem, movable, spots, answer, tuple(map(int, told["reassignmentPath"])), told["distanceOriginal"],
        told["distanceTotalOptimized"],
    )


def obstacle_table(parent: dict[str, Any]) -> Ints:
    """(P, P) shortest walks between all points of a floor, round its rectangular racks, in 1/1,000 of a unit."""
    points = np.array([parent["LOCATION_COORD_SECTION"][str(i)] for i in range(parent["NUM_LOCATIONS"])], float)
    racks = [np.array([points[corner] for corner in rack]) for rack in parent["OBSTACLES"].values()]
    boxes = [(rack.min(axis=0), rack.max(axis=0)) for rack in racks]
    n = len(points)
    one, other = (index.ravel() for index in np.meshgrid(np.arange(n), np.arange(n), indexing="ij"))
    straight = np.hypot(*(points[one] - points[other]).T)
    hidden = np.zeros(n * n, np.bool_)
    for low, high in boxes:
        hidden |= _crosses(points[one], points[other], low, high)
    table = np.where(hidden, 1e9, straight).reshape(n, n)
    for corner in sorted({corner for rack in parent["OBSTACLES"].values() for corner in rack}):
        table = np.minimum(table, table[:, [corner]] + table[[corner], :])
    return np.round(table * 1_000).astype(np.int64)


def _crosses(a: NDArray[Any], b: NDArray[Any], low: NDArray[Any], high: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether the straight lines pass through the inside of a rectangle (touching its edge is no crossing)."""
    enter, leave, outside = np.zeros(len(a)), np.ones(len(a)), np.zeros(len(a), np.bool_)
    for axis in (0, 1):
        step, at = b[:, axis] - a[:, axis], a[:, axis]
        still = np.abs(step) < 1e-12
        outside |= still & ((at <= low[axis] + 1e-9) | (at >= high[axis] - 1e-9))
        safe = np.where(still, 1.0, step)
        first = np.where(still, -1e9, (low[axis] - at) / safe)
        last = np.where(still, 1e9, (high[axis] - at) / safe)
        enter, leave = np.maximum(enter, np.minimum(first, last)), np.minimum(leave, np.maximum(first, last))
    return ~outside & (leave - enter > 1e-9)
