"""A cycle count is opened: the books are remembered as they are, and somebody is sent to each location."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from wms.base.errors import Problems
from wms.ledger.views import moves, stock
from wms.model.item import Item
from wms.model.site import Location, Site
from wms.model.words import CountLineState, TaskKind, TaskState
from wms.model.work import Count, CountLine, Task
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.counting import choose
from wms.operations.gather import tried
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCount(Command):
    """Open a cycle count in one way: of locations, an item, a velocity class, those in doubt, or those at risk."""

    site: str = arg("The site; empty when there is only one", "", refers="site")
    locations: tuple[str, ...] = arg("These locations", (), refers="location")
    item: str = arg("Everywhere this item lies, and only it", "", refers="item")
    velocity: str = arg("Where items of this velocity lie: A, B or C", "")
    doubts: bool = arg("Where short picks have put the books in doubt", False)
    riskiest: int = arg("This many locations with the longest time since a count and the most differences", 0)
    blind: bool = arg("The counter does not see what the books say", True)
    reason: str = arg("Why it is counted", "")
    priority: int = arg("How urgent the tasks are: 1 most, 9 least", 5)


@handles("counting.open", "counts", "tasks")
def open_count(command: OpenCount, unit: Unit) -> Answer:
    problems = Problems()
    ways = [name for name in ("locations", "item", "velocity", "doubts", "riskiest") if getattr(command, name)]
    if len(ways) != 1 or command.riskiest < 0:
        problems.add("Say what to count in one way: locations, item, velocity, doubts or riskiest.", field="locations",
                     found=", ".join(ways))  # fmt: skip
    if not 1 <= command.priority <= 9:
        problems.add("The priority must be between 1 and 9.", field="priority", found=command.priority)
    site = tried(problems, find.site, unit.session, command.site)
    item = tried(problems, find.item, unit.session, command.item) if command.item else None
    problems.refuse()
    assert site is not None
    places = choose.locations(command, unit, site, item, problems)
    problems.refuse()
    count = start(unit, site, places, item=item, blind=command.blind, reason=command.reason, priority=command.priority)
    values = {"number": count.number, "locations": len(places)}
    return Answer("Count {number} is open for {locations} locations.", values, count.number)


def start(
    unit: Unit, site: Site, places: Sequence[Location], *, item: Item | None = None, blind: bool = True,
    reason: str = "", priority: int = 5,
) -> Count:  # fmt: skip
    """Open a count of these locations (of one item there), remembering the books and making a task for each."""
    count = Count(number=unit.number("CC"), site_id=site.id, blind=blind, reason=reason, opened_at=unit.now)
    unit.session.add(count)
    unit.session.flush()
    rows = _snapshot(unit, count, [place.id for place in places], item)
    if rows:
        unit.session.execute(insert(CountLine), rows)
    send(unit, count, [place.id for place in places], item.id if item else None, priority, reason)
    return count


def send(
    unit: Unit, count: Count, location_ids: Sequence[int], item_id: int | None, priority: int, reason: str
) -> None:
    """Make a count task for each of these locations."""
    tasks = [
        {
            "number": number, "kind": TaskKind.COUNT, "state": TaskState.OPEN, "priority": priority,
            "site_id": count.site_id, "document": count.number, "item_id": item_id, "from_location_id": location_id,
            "sequence": place, "created_at": unit.now, "reason": reason,
        }
        for place, (number, location_id) in enumerate(
            zip(unit.numbers("T", len(location_ids)), location_ids, strict=True), 1
        )
    ]  # fmt: skip
    unit.session.execute(insert(Task), tasks)


def last_seq(unit: Unit) -> int:
    """The number of the last move in the books; 0 before the first."""
    return unit.session.scalar(select(moves.c.seq).order_by(moves.c.seq.desc()).limit(1)) or 0


def _snapshot(unit: Unit, count: Count, location_ids: Sequence[int], item: Item | None) -> list[dict[str, Any]]:
    seq = last_seq(unit)
    rows = []
    for chunk in find.chunks(location_ids):
        found = select(stock).where(stock.c.location_id.in_(chunk)).order_by(stock.c.id)
        if item is not None:
            found = found.where(stock.c.item_id == item.id)
        rows += [
            {
                "count_id": count.id, "owner_id": row.owner_id, "item_id": row.item_id, "lot_id": row.lot_id,
                "serial_id": row.serial_id, "status": row.status, "location_id": row.location_id,
                "lpn_id": row.lpn_id, "snapshot": row.on_hand, "snapshot_seq": seq, "state": CountLineState.OPEN,
            }
            for row in unit.session.execute(found)
        ]  # fmt: skip
    return rows
