"""The consolidation list: every slot of the wall that is in use, whose parts meet there, and what is still missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from wms.documents.paper import Ask, paper
from wms.documents.sheet import Made, Sheet
from wms.documents.site_name import site_name
from wms.documents.table import Column, Row, Text, small, table

_SHORT = 6
"""Slots with so many letters stand there in the largest size; others wrap."""


@paper()
def consolidation_list(ask: Ask, out: BinaryIO, made: Made) -> None:
    """The slots in use, each with its order and the parts that meet there, to tick off as they come."""
    say, language = made.language.say, made.language
    slots = [slot for slot in ask("consolidation_slots") if slot.order]
    parts: defaultdict[str, list[Any]] = defaultdict(list)
    for part in ask("consolidation_parts"):
        parts[part.slot].append(part)
    sheet = Sheet(out, made, say("Consolidation list"), "", site_name(ask))
    complete = sum(slot.state.value == "complete" for slot in slots)
    sheet.facts([(say("Slots"), language.number(len(slots))), (say("Complete"), language.number(complete))])
    table(sheet, [
        Column(say("Slot"), 34), Column("", 42, barcode=True), Column(say("Order"), 34),
        Column(say("Parts")), Column(say("Pieces"), 20, right=True), Column("", 11, box=True),
    ], _rows(made, slots, parts), row_mm=14)  # fmt: skip
    sheet.ending([(say("Pieces"), language.number(sum(slot.pieces for slot in slots)))], [say("Checked by")])
    sheet.finish()


def _rows(made: Made, slots: Sequence[Any], parts: Mapping[str, Sequence[Any]]) -> Iterator[Row]:
    for slot in slots:
        order = (Text(slot.order), small(slot.customer, lines=2))
        its = tuple(Text(_told(made, part), lines=2) for part in parts.get(slot.slot, ()))
        pieces = f"{made.language.number(slot.pieces_there)} / {made.language.number(slot.pieces)}"
        name = Text(slot.slot, 20 if len(slot.slot) <= _SHORT else 13, bold=True, lines=2)
        yield [(name,), slot.slot, order, its or "–", pieces, ""]


def _told(made: Made, part: Any) -> str:
    words = (part.zone, _said(made, part.state.value), part.batch, part.picker, part.totes)
    return " · ".join(word for word in words if word)


def _said(made: Made, state: str) -> str:
    """How far a part has come, in words."""
    say = made.language.say
    words = {
        "not released": say("not released"), "waits for a picker": say("waits for a picker"),
        "put down": say("put down"), "being picked": say("being picked"), "to be brought": say("to be brought"),
        "there": say("there"),
    }  # fmt: skip
    return words[state]
