"""The floor map: how long a full redraw takes with twenty thousand places, and what else must not be felt.

Drawn offscreen into a window of 1600 × 1000, every place a rectangle of its own (nothing stacked): plain, coloured by
value, zoomed in, and with twenty people who walk over it. Milliseconds of wall time, the median of several and the best
of them: on a machine that does other work besides, the best is nearer to the truth.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from wms.gui.map.canvas import FloorCanvas
from wms.gui.map.floor import Floor, Place, Walk, Zone
from wms.gui.map.laid import lay
from wms.gui.map.past import Past, Step
from wms.gui.map.scale import Ramp
from wms.gui.theme import look

PLACES, AISLES, TIMES, PEOPLE = 20_000, 100, 15, 20
BAY_MM, PITCH_MM, DEPTH_MM = 1_000, 3_200, 800


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Print the table; neither `data` nor `limit` is used, the building is made here."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    look.apply(qt, "light")
    results = _measured(qt)
    for name, (median, best) in results.items():
        print(f"{name:34} {median:8.1f} ms   best {best:8.1f} ms")
    if json_file:
        json_file.write_text(json.dumps(results, indent=1), encoding="utf-8")


def _measured(qt: QApplication) -> dict[str, tuple[float, float]]:
    floor = building(PLACES)
    laid = lay(floor)
    canvas = FloorCanvas()
    canvas.resize(1_600, 1_000)
    first = round(_took(lambda: canvas.show_floor(laid)), 2)
    results = {f"draw {PLACES:,} places at first": (first, first)}
    results["draw them anew after a change"] = _several(lambda: canvas.show_floor(laid))
    canvas.show()
    qt.processEvents()
    results["full redraw"] = _several(lambda: canvas.viewport().repaint())
    values = {place.code: float(number % 97) for number, place in enumerate(floor.places)}
    ramp = Ramp("Picks", 0, 96)
    results["colour by value"] = _several(lambda: canvas.colour(values, ramp))
    results["full redraw, coloured"] = _several(lambda: canvas.viewport().repaint())
    past, seconds = Past(floor, _day(floor)), iter(range(36_000))
    results["a frame of a day played again"] = _several(lambda: _frame(canvas, past, next(seconds)))
    canvas.select(floor.places[PLACES // 2].code)
    results["step to the next place"] = _several(lambda: canvas.step(0, 1))
    canvas.zoom(8)
    results["full redraw, zoomed in 8 times"] = _several(lambda: canvas.viewport().repaint())
    return results


def _frame(canvas: FloorCanvas, past: Past, second: int) -> None:
    canvas.show_people(past.people(second), past.goods(second), second, past.persons)
    canvas.viewport().repaint()


def _day(floor: Floor) -> list[Step]:
    """Twenty people who pick every half minute, ten hours long."""
    codes = [place.code for place in floor.places]
    return [Step(30 * turn + person, f"p{person}", "1", codes[turn * 7919 % PLACES], codes[-1 - person],
                 codes[(turn * 7919 + 997 * person) % PLACES])
            for turn in range(1_200) for person in range(PEOPLE)]  # fmt: skip


def building(places: int) -> Floor:
    """Aisles of single-level shelves on both sides, so that no two places share a rectangle."""
    bays = places // (2 * AISLES)
    deep = bays * BAY_MM
    zone = Zone("FWD", "Shelves", "forward", "ambient", "none", 0, 0, AISLES * PITCH_MM, deep)
    walks, made = [], []
    for aisle in range(AISLES):
        x, code = aisle * PITCH_MM + PITCH_MM // 2, f"A{aisle:03}"
        walks.append(Walk(code, False, x, 0, x, deep, False, False))
        made += [
            Place(f"{code}-{bay:03}-{side}", "FWD", code, bay, 1, side, "shelf", "open", x,
                  bay * BAY_MM - BAY_MM // 2, BAY_MM - 50, DEPTH_MM)
            for bay in range(1, bays + 1) for side in (1, 2)
        ]  # fmt: skip
    return Floor("BENCH", "Bench", AISLES * PITCH_MM, deep, (zone,), tuple(walks), tuple(made))


def _several(work: Callable[[], Any]) -> tuple[float, float]:
    """The median and the best of several times."""
    taken = [_took(work) for _ in range(TIMES)]
    return round(statistics.median(taken), 2), round(min(taken), 2)


def _took(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1_000
