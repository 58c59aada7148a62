"""The pick list: a walk on paper, stop by stop, with a code to scan and a square to tick at each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, BinaryIO

from wms.base.jobs import Progress
from wms.documents.floor_sketch import FloorSketch
from wms.documents.goods import goods
from wms.documents.paper import Ask, found, paper
from wms.documents.sheet import Made, Sheet
from wms.documents.site_name import site_name
from wms.documents.table import Column, Group, Row, Text, small, table

_SHORT = 6
"""A slot's name of so many letters is printed large beside its order."""


@paper()
def pick_list(ask: Ask, out: BinaryIO, made: Made, *, batch: str) -> None:
    """The stops of a batch in walking order, aisle by aisle."""
    head = found(ask("batches", batch=batch), "batch", batch)
    sheet = Sheet(out, made, made.language.say("Pick list"), head.batch, site_name(ask))
    _draw(sheet, head, ask("pick_list", batch=batch), FloorSketch(ask))
    sheet.finish()


@paper()
def pick_lists(ask: Ask, out: BinaryIO, made: Made, *, wave: str) -> None:
    """The pick lists of all batches of a wave that are not done, one after the other in one file."""
    heads = ask("batches", wave=wave, open_only=True)
    first = found(heads, "open batch of the wave", wave)
    stops = {batch: list(its) for batch, its in groupby(ask("pick_list", wave=wave), lambda stop: str(stop.batch))}
    sheet = Sheet(out, made, made.language.say("Pick list"), first.batch, site_name(ask))
    sheet.tells, sketch = False, FloorSketch(ask)
    for number, head in enumerate(heads):
        made.watch.report(Progress("drawing pick lists", number, len(heads)))
        if head is not first:
            sheet.begin_next(head.batch)
        _draw(sheet, head, stops.get(head.batch, []), sketch)
    sheet.finish()


def _draw(sheet: Sheet, head: Any, rows: Sequence[Any], sketch: FloorSketch) -> None:
    """One list, from where the sheet stands."""
    made, stops = sheet.made, [stop for stop in rows if stop.quantity]
    say, language = made.language.say, made.language
    sheet.facts([
        (say("Wave"), head.wave), (say("Orders"), language.number(head.orders)),
        (say("Stops"), language.number(len(stops))), (say("Picker"), head.picker or "________________"),
        (say("Walk"), f"{head.walk_mm / 1000:,.0f} m" if head.walk_mm else "–"),
        (say("Bring to"), ", ".join(sorted({stop.to_location for stop in stops if stop.to_location})) or "–"),
        *(((say("Zone"), head.zones),) if any(stop.slot for stop in stops) else ()),
    ])  # fmt: skip
    table(sheet, [
        Column(say("Stop"), 13, right=True, bold=True, size=15), Column(say("Location"), 35),
        Column("", 46, barcode=True), Column(say("Item")), Column(say("Order"), 24),
        Column(say("Pieces"), 18, right=True, bold=True, size=13), Column("", 11, box=True),
    ], _rows(made, stops), row_mm=13)  # fmt: skip
    sheet.ending([(say("Pieces"), language.number(sum(stop.quantity for stop in stops)))],
                 [say("Picked by"), say("Checked by"), say("Date and time")])  # fmt: skip
    sketch.draw(sheet, stops)


def _rows(made: Made, stops: Sequence[Any]) -> Iterator[Row]:
    """The stops, with a title wherever the picker turns into another zone or aisle."""
    say, before = made.language.say, None
    for number, stop in enumerate(stops, 1):
        if (stop.zone, stop.aisle) != before:
            before = (stop.zone, stop.aisle)
            aisle = f" · {say('Aisle')} {stop.aisle}" if stop.aisle else ""
            yield Group(f"{say('Zone')} {stop.zone}{aisle}")
        place = (Text(stop.location, 11, bold=True, lines=2), small(stop.task))
        slot = (Text(f"→ {stop.slot}", 12 if len(stop.slot) <= _SHORT else 8, bold=True, lines=2),) if stop.slot else ()
        order = (*slot, Text(stop.order or "–"), small(stop.customer or "", lines=1 if slot else 2))
        yield [str(number), place, stop.location, goods(made.language, stop), order,
               made.language.number(stop.quantity), ""]  # fmt: skip
