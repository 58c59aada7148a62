"""The label on goods that may not be used: held, or waiting for inspection; why, since when, and by which document.

One is stuck on every licence plate, or heap of loose goods, that the document speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from wms.base.errors import refuse
from wms.documents import label_drawing
from wms.documents.label_drawing import StatusLabel
from wms.documents.paper import Ask, found, one_of, paper
from wms.documents.sheet import Made
from wms.documents.zpl import label_roll
from wms.model.words import HoldState, Status

Place = tuple[str, str, list[Any]]
"""A location, a licence plate (empty: loose), and the rows of what is there."""


@paper(label=True)
def hold_label(ask: Ask, out: BinaryIO, made: Made, *, hold: str = "", inspection: str = "") -> None:
    """The labels of a hold, or of goods that wait for inspection: one for each licence plate and each loose heap."""
    one_of(hold=hold, inspection=inspection)
    number, status, why, places = _held(ask, hold) if hold else _inspected(ask, inspection)
    say, language = made.language.say, made.language
    roll = label_roll(out, made, label_drawing.STATUS, number)
    for location, lpn, rows in places:
        pieces = language.number(sum(row.quantity if hold else row.on_hand for row in rows))
        facts = [(say("Date").upper(), language.moment(_since(rows, hold))), (say("LOCATION"), location),
                 (say("PIECES"), pieces)]  # fmt: skip
        label = StatusLabel(say(status.value), number, why, _goods(made, rows), facts, lpn or number)
        label_drawing.status(roll, label)
    roll.finish()


def _held(ask: Ask, number: str) -> tuple[str, Status, str, list[Place]]:
    head = found(ask("holds", hold=number), "hold", number)
    if head.state is not HoldState.HELD:
        raise refuse("{hold} is released: nothing of it is held.", field="hold", hold=number)
    rows = [row for row in ask("moves_of", document=number) if row.to_status is Status.HELD]
    places = _by_place((row.to_location, row.to_lpn or "", row) for row in rows)
    return number, Status.HELD, head.reason, places


def _inspected(ask: Ask, number: str) -> tuple[str, Status, str, list[Place]]:
    head = found(ask("inspections", inspection=number), "inspection", number)
    rows = [row for row in ask("stock_lines", item=head.item, status=Status.INSPECTION) if row.lot == head.lot]
    if not head.waiting or not rows:
        raise refuse("Nothing of {inspection} waits for inspection.", field="inspection", inspection=number)
    why = " · ".join(part for part in (head.receipt or "", head.note) if part)
    return number, Status.INSPECTION, why, _by_place((row.location, row.lpn or "", row) for row in rows)


def _by_place(rows: Iterable[tuple[str, str, Any]]) -> list[Place]:
    places: dict[tuple[str, str], list[Any]] = {}
    for location, lpn, row in rows:
        places.setdefault((location, lpn), []).append(row)
    return [(location, lpn, there) for (location, lpn), there in sorted(places.items())]


def _since(rows: Sequence[Any], hold: str) -> datetime:
    since: datetime = min(row.recorded_at if hold else row.since for row in rows)
    return since


def _goods(made: Made, rows: Sequence[Any]) -> str:
    """What it is: the item with its lot, or that it is several."""
    if len({(row.item, row.lot) for row in rows}) > 1:
        return f"{made.language.say('mixed')}: {', '.join(sorted({row.item for row in rows}))}"
    one = rows[0]
    lot = f" · {made.language.say('LOT')} {one.lot}" if one.lot else ""
    return f"{one.item}  {one.item_name}{lot}"
