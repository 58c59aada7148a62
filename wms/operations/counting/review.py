"""A count is looked over before it is posted: what differs too much is counted again, or the count is given up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from wms.base.errors import Problems
from wms.model.site import Location
from wms.model.words import CountLineState, CountState, TaskKind
from wms.model.work import Count, CountLine, Task
from wms.operations import find, settings, tasks
from wms.operations.command import Command, arg, handles
from wms.operations.counting import differences
from wms.operations.counting.enter import find_count, open_tasks
from wms.operations.counting.open import send
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRecount(Command):
    """Have locations of a count counted once more: those that are named, or all that differ too much."""

    count: str = arg("The count's number", refers="count")
    locations: tuple[str, ...] = arg("Which; empty: all that differ by more than the setting allows", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCount(Command):
    """Give a count up: nothing of it is posted, and its tasks are put aside."""

    count: str = arg("The count's number", refers="count")
    reason: str = arg("Why it is given up")


@handles("counting.review", "counts", "tasks")
def request_recount(command: RequestRecount, unit: Unit) -> Answer:
    count = find_count(unit, command.count)
    problems = Problems()
    require_unfinished(count, problems)
    problems.refuse()
    found = find.many(unit.session, Location, Location.code, command.locations)
    counted = differences.of(unit, count)
    waiting = set(unit.session.scalars(select(Task.from_location_id).where(*open_tasks(count))))  # type: ignore[arg-type]
    done = _places(unit, count) - waiting
    for row, code in enumerate(command.locations, 1):
        if code not in found or found[code].id not in done:
            problems.add("{place} was not counted in {number}.", field="locations", row=row, place=code,
                         number=count.number, found=code)  # fmt: skip
    percent = settings.value(unit.session, "counting.recount_percent")
    wanted = {place.id for place in found.values()} or {o.line.location_id for o in counted if o.beyond(percent)}
    if not wanted:
        problems.add("Nothing differs by more than {percent} percent.", field="count", percent=percent)
    problems.refuse()
    _again(unit, count, sorted(wanted))
    values = {"number": count.number, "locations": len(wanted)}
    return Answer("{locations} locations of {number} are counted again.", values, count.number)


@handles("counting.review", "counts", "tasks")
def cancel_count(command: CancelCount, unit: Unit) -> Answer:
    count = find_count(unit, command.count)
    problems = Problems()
    require_unfinished(count, problems)
    if not command.reason.strip():
        problems.add("Say why the count is given up.", field="reason")
    problems.refuse()
    for task in unit.session.scalars(select(Task).where(*open_tasks(count))).all():  # type: ignore[arg-type]
        tasks.cancel(unit, task, command.reason)
    count.state = CountState.CANCELLED
    return Answer("Count {number} is given up.", {"number": count.number}, count.number)


def require_unfinished(count: Count, problems: Problems) -> None:
    """Note when nothing can be done with the count any more."""
    if count.state not in (CountState.OPEN, CountState.REVIEW):
        problems.add("Count {number} is {state}.", field="count", number=count.number, state=count.state.value)


def _places(unit: Unit, count: Count) -> set[int | None]:
    """All locations of the count, also those where there is not a single line."""
    sent = select(Task.from_location_id).where(Task.document == count.number, Task.kind == TaskKind.COUNT)
    return set(unit.session.scalars(sent))


def _again(unit: Unit, count: Count, location_ids: list[int]) -> None:
    lines = select(CountLine).where(CountLine.count_id == count.id, CountLine.location_id.in_(location_ids))
    for line in unit.session.scalars(lines):
        line.state = CountLineState.RECOUNT
    first = unit.session.scalars(select(Task).where(Task.document == count.number).limit(1)).one()
    send(unit, count, location_ids, first.item_id, first.priority, "Counted again.")
    count.state = CountState.OPEN
