"""What each kind of plan would do, as lines of one shape; the contents are those the planners keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Line = dict[str, Any]
Content = Mapping[str, Any]


def _line(**known: Any) -> Line:
    return {"group": "", "what": "", "item": "", "order": "", "quantity": None, "from_location": "", "to_location": "",
            "saving_mm": None, "cost_mm": None, "payback_days": None, "why": "", **known}  # fmt: skip


def _stops(stops: Any, group: str) -> Iterator[Line]:
    for stop in stops:
        yield _line(group=group, what=stop["task"], order=stop["order"], quantity=stop["quantity"],
                    from_location=stop["location"])  # fmt: skip


def _route(content: Content) -> Iterator[Line]:
    yield from _stops(content.get("stops", ()), content["batch"])


def _batches(content: Content) -> Iterator[Line]:
    for nr, batch in enumerate(content["batches"], 1):
        yield from _stops(batch.get("stops", ()), str(nr))


def _waves(content: Content) -> Iterator[Line]:
    late = set(content.get("late", ()))
    for nr, wave in enumerate(content["waves"], 1):
        for order in wave["orders"]:
            why = "late" if order in late else ""
            yield _line(group=str(nr), what=order, order=order, why=why)
    for order in content["left"]:
        yield _line(what=order, order=order, why="finds no wave")


def _slotting(content: Content) -> Iterator[Line]:
    told: set[str] = set()
    for move in content["moves"]:
        first = move["item"] not in told
        told.add(move["item"])
        yield _line(what="move", item=move["item"], from_location=move["from"], to_location=move["to"],
                    **{name: move.get(name) if first else None for name in ("saving_mm", "cost_mm", "payback_days")},
                    why=move.get("why", ""))  # fmt: skip


def _replenishment(content: Content) -> Iterator[Line]:
    for trip in content["trips"]:
        yield _line(what="trip", item=trip["item"], quantity=trip["quantity"], from_location=trip["from"],
                    to_location=trip["to"], why=trip["why"])  # fmt: skip


def _putaway(content: Content) -> Iterator[Line]:
    for line in content["lines"]:
        others = ", ".join(other["location"] for other in line["choices"])
        why = line["why"] + (f"; or {others}" if others else "")
        yield _line(what=line["lpn"], item=", ".join(dict.fromkeys(line["items"])), quantity=line["quantity"],
                    from_location=line["from"], to_location=line["to"], why=why)  # fmt: skip
    for why in content["unplaced"]:
        yield _line(what="no place", why=why)


def _cartons(content: Content) -> Iterator[Line]:
    for nr, carton in enumerate(content["cartons"], 1):
        for item, quantity in Counter(piece["item"] for piece in carton["pieces"]).items():
            yield _line(group=str(nr), what=carton["carton"], item=item, order=content["order"], quantity=quantity)


def _forecast(content: Content) -> Iterator[Line]:
    for one in content["items"]:
        yield _line(what="a week", item=one["item"], quantity=round(one["week"]), why=one["method"])


LINES: dict[str, Callable[[Content], Iterator[Line]]] = {
    "route": _route, "batches": _batches, "waves": _waves, "slotting": _slotting, "replenishment": _replenishment,
    "putaway": _putaway, "cartons": _cartons, "forecast": _forecast,
}  # fmt: skip
"""How the lines of each kind of plan are told."""
