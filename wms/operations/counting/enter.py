"""What was found at a location is entered, all of it: what is not named was not there. The books are not shown.

Things the books do not know are entered like all others; nothing at all is said in so many words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from wms.base.errors import Problems
from wms.ledger.views import stock
from wms.model.site import Location
from wms.model.words import CountLineState, CountState, Level, Status, TaskKind, TaskState
from wms.model.work import Count, CountLine, Task
from wms.operations import find, tasks
from wms.operations.command import Command, arg, handles
from wms.operations.counting.open import last_seq
from wms.operations.gather import tried
from wms.operations.named_stock import Named, StockLine, named
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """Some stock that was found at the location."""

    item: str = arg("Sku or GTIN; a GTIN of a case counts cases", refers="item")
    quantity: int = arg("How many units of the packaging level")
    level: Level | None = arg("each, inner, case or pallet; empty: the level of the GTIN, or each", None)
    lot: str = arg("The lot, AI(10)", "")
    expiry: date | None = arg("The expiry date of a lot the books do not know, AI(17)", None)
    serial: str = arg("The serial number, AI(21)", "")
    lpn: str = arg("The licence plate it is on; empty: loose", "", refers="lpn")
    status: Status = arg("Why it may or may not be used", Status.AVAILABLE)
    owner: str = arg("Whose stock it is; empty when there is only one owner", "", refers="owner")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterCount(Command):
    """Enter everything that was found at one location of a count."""

    count: str = arg("The count's number", refers="count")
    location: str = arg("The location that was counted", refers="location")
    lines: tuple[FoundLine, ...] = arg("What was found, as a JSON list of objects", ())
    nothing: bool = arg("Nothing was found there", False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _CountedLine(StockLine):
    expiry: date | None = None


class Key(NamedTuple):
    """A stock key at the counted location."""

    owner_id: int
    item_id: int
    lot_id: int
    serial_id: int
    status: Status
    lpn_id: int


@handles("counting.enter", "counts", "tasks")
def enter_count(command: EnterCount, unit: Unit) -> Answer:
    problems = Problems()
    count = tried(problems, find_count, unit, command.count)
    place = tried(problems, find.location, unit.session, command.location)
    if bool(command.lines) == command.nothing:
        problems.add("Enter what was found, or say that nothing was.", field="lines")
    task = _task(unit, count, place, problems) if count and place else None
    found = _found(command, unit, problems)
    for one in found:
        if task is not None and task.item_id not in (None, one.item.id):
            problems.add("Only one item is counted; {sku} is another.", field="item", row=one.row, sku=one.item.sku)
    _check_serials_once(found, problems)
    problems.refuse()
    assert count is not None
    assert place is not None
    assert task is not None
    _write(unit, count, place, found)
    tasks.complete(unit, task, 0)
    left = _left(unit, count)
    count.state = CountState.OPEN if left else CountState.REVIEW
    values = {"number": count.number, "location": place.code, "left": left}
    return Answer("{location} is counted; {left} locations of {number} are left.", values, count.number)


def find_count(unit: Unit, number: str) -> Count:
    """The count with this number. Raises Refused."""
    return find.by(unit.session, Count, Count.number, number, "count")


def open_tasks(count: Count) -> tuple[object, ...]:
    """What tells the unfinished tasks of a count."""
    return (Task.kind == TaskKind.COUNT, Task.document == count.number,
            Task.state.in_((TaskState.OPEN, TaskState.CLAIMED)))  # fmt: skip


def _found(command: EnterCount, unit: Unit, problems: Problems) -> list[Named]:
    """What the lines name. A line with 0 says the same as no line."""
    rows, lines = [], []
    for row, line in enumerate(command.lines, 1):
        if line.quantity < 0:
            problems.add("Nobody counts less than nothing.", field="quantity", row=row, found=line.quantity)
        if line.quantity > 0:
            rows.append(row)
            lines.append(_as_stock(line, command.location))
    told = Problems()
    found = named(unit, lines, told, new=True)
    problems.found += [replace(p, row=rows[p.row - 1] if p.row else None) for p in told.found]
    return [replace(one, row=rows[one.row - 1]) for one in found]


def _as_stock(line: FoundLine, location: str) -> _CountedLine:
    return _CountedLine(
        item=line.item, quantity=line.quantity, location=location, level=line.level, lot=line.lot,
        serial=line.serial, lpn=line.lpn, status=line.status, owner=line.owner, expiry=line.expiry,
    )  # fmt: skip


def _check_serials_once(found: Sequence[Named], problems: Problems) -> None:
    seen: set[int] = set()
    for one in found:
        if one.serial_id and one.serial_id in seen:
            problems.add("This serial number is entered twice.", field="serial", row=one.row)
        seen.add(one.serial_id)


def _task(unit: Unit, count: Count, place: Location, problems: Problems) -> Task | None:
    task = unit.session.scalar(select(Task).where(*open_tasks(count), Task.from_location_id == place.id))  # type: ignore[arg-type]
    if task is None:
        problems.add("{place} is not waiting to be counted in {number}.", field="location", place=place.code,
                     number=count.number)  # fmt: skip
    return task


def _write(unit: Unit, count: Count, place: Location, found: Sequence[Named]) -> None:
    """Every line of the location is counted now: with what was found, or with nothing."""
    pieces: Counter[Key] = Counter()
    for one in found:
        key = Key(one.owner_id, one.item.id, one.lot_id, one.serial_id, one.status, one.lpn_id)
        pieces[key] += one.quantity
    seq = last_seq(unit)
    here = select(CountLine).where(CountLine.count_id == count.id, CountLine.location_id == place.id)
    for line in unit.session.scalars(here):
        key = Key(line.owner_id, line.item_id, line.lot_id, line.serial_id, line.status, line.lpn_id)
        line.first_counted = line.counted if line.state is CountLineState.RECOUNT else line.first_counted
        _counted(unit, line, pieces.pop(key, 0), seq)
    for key, quantity in pieces.items():
        line = CountLine(
            count_id=count.id, location_id=place.id, snapshot=_on_hand(unit, key, place.id), snapshot_seq=seq,
            **key._asdict(),
        )  # fmt: skip
        unit.session.add(line)
        _counted(unit, line, quantity, seq)
    unit.session.flush()


def _counted(unit: Unit, line: CountLine, quantity: int, seq: int) -> None:
    line.counted, line.counted_seq = quantity, seq
    line.counted_by_id, line.counted_at = unit.user_id, unit.now
    line.state = CountLineState.COUNTED


def _on_hand(unit: Unit, key: Key, location_id: int) -> int:
    at_key = [stock.c[name] == value for name, value in key._asdict().items()]
    return unit.session.scalar(select(stock.c.on_hand).where(stock.c.location_id == location_id, *at_key)) or 0


def _left(unit: Unit, count: Count) -> int:
    return len(unit.session.scalars(select(Task.id).where(*open_tasks(count))).all())  # type: ignore[arg-type]
