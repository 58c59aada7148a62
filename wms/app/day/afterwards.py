"""The evening: what the day put in doubt is counted, some goods come back, and the stock is reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from wms.app import printing
from wms.app.day.floor import Floor
from wms.base.errors import Refused
from wms.model.words import Disposition
from wms.operations.counting.enter import EnterCount, FoundLine
from wms.operations.counting.open import OpenCount
from wms.operations.counting.post import PostCount
from wms.operations.counting.review import RequestRecount
from wms.operations.returning.open import CloseReturn, OpenReturn
from wms.operations.returning.receive import ReceiveReturnLine

MISCOUNTED = 0.02


def count(floor: Floor) -> list[str]:
    """Count where pickers found less than the books said, and some locations besides; returns the counts."""
    numbers = []
    for way in ({"doubts": True}, {"riskiest": 12}):
        try:
            numbers.append(floor.do(OpenCount(reason="End of the day", **way), floor.staff("super")[0], 60).document)
        except Refused:
            continue  # nothing is in doubt, or nothing to count
    for number in numbers:
        floor.print("count_sheet", f"count-sheet-{number}", count=number)
        _carry_out(floor, number)
    return numbers


def _carry_out(floor: Floor, number: str) -> None:
    supervisor = floor.staff("super")[0]
    _enter(floor, number, wrong=MISCOUNTED)
    try:
        floor.do(PostCount(count=number, release=True), supervisor, 30)
    except Refused:  # what differs much is counted again before the books follow
        floor.do(RequestRecount(count=number), supervisor, 10)
        _enter(floor, number, wrong=0.0)
        floor.do(PostCount(count=number, release=True), supervisor, 30)


def _enter(floor: Floor, number: str, wrong: float) -> None:
    by_place: dict[str, list[Any]] = defaultdict(list)
    for line in floor.ask("count_lines", count=number):
        if line.state.value in ("open", "recount"):
            by_place[line.location].append(line)
    for place, lines in floor.each("Counting", list(by_place.items())):
        found = [_found(floor, line, wrong) for line in lines]
        kept = tuple(line for line in found if line.quantity > 0)
        entry = EnterCount(count=number, location=place, lines=kept, nothing=not kept)
        floor.do(entry, floor.turn(floor.staff("clerk")), 40)


def _found(floor: Floor, line: Any, wrong: float) -> FoundLine:
    quantity = max(0, line.snapshot - floor.missing[line.location, line.item, line.lot, line.serial])
    if not line.serial and quantity and floor.dice.random() < wrong:
        quantity = max(0, quantity + floor.dice.choice((-2, -1, 1)))
    return FoundLine(item=line.item, quantity=quantity, lot=line.lot, serial=line.serial, lpn=line.lpn,
                     status=line.status, owner=line.owner)  # fmt: skip


def returns(floor: Floor, orders: Sequence[str]) -> list[str]:
    """A few customers send goods of today's orders back; returns the returns' numbers."""
    clerk, numbers = floor.staff("clerk")[0], []
    for order in orders:
        if floor.dice.random() >= floor.mishaps.returned:
            continue
        line = floor.dice.choice(floor.ask("carton_lines", order=order))
        number = floor.do(OpenReturn(order=order, reason="Not as expected"), clerk, 60).document
        kind = floor.dice.choice((Disposition.RESTOCK, Disposition.RESTOCK, Disposition.INSPECT, Disposition.SCRAP))
        back = ReceiveReturnLine(number=number, item=line.item, quantity=1, disposition=kind, lot=line.lot,
                                 serials=(line.serial,) if line.serial else (), condition="opened")  # fmt: skip
        floor.do(back, clerk, 60)
        floor.do(CloseReturn(number=number), clerk, 10)
        numbers.append(number)
    return numbers


def stock_report(floor: Floor) -> None:
    """The stock report in all its forms."""
    if floor.papers is None:
        return
    floor.say("Writing the stock report")
    floor.print("stock_report", "stock-report")
    for shape in ("xlsx", "csv"):
        printing.report(floor.app, "stock_lines", shape, floor.papers / f"stock-report.{shape}")
