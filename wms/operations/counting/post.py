"""A count is posted: what was found differs from the books by so much, and the books follow.

What orders hold of goods that are not there cannot be kept: the poster is told which orders, and decides whether
their claims are let go; they are allocated again afterwards from what there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from wms.base.errors import Problems
from wms.ledger import allocations
from wms.ledger.posting import Line, post
from wms.ledger.views import allocations as claims
from wms.ledger.views import stock
from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.site import ADJUSTMENT, Location
from wms.model.words import AllocationState, CountLineState, CountState, Stage, TaskKind
from wms.model.work import Count, CountLine, Task
from wms.operations import settings
from wms.operations.command import Command, arg, handles
from wms.operations.counting import differences, doubts
from wms.operations.counting.differences import Difference
from wms.operations.counting.enter import find_count
from wms.operations.counting.review import require_unfinished
from wms.operations.ordering import held, states
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCount(Command):
    """Let the books follow what was counted."""

    count: str = arg("The count's number", refers="count")
    release: bool = arg("Let go what orders hold of goods that are not there", False)


@handles("counting.post", "counts", "stock", "orders", "tasks")
def post_count(command: PostCount, unit: Unit) -> Answer:
    count = find_count(unit, command.count)
    problems = Problems()
    require_unfinished(count, problems)
    if count.state is CountState.OPEN:
        problems.add("Not all locations of {number} are counted yet.", field="count", number=count.number)
    problems.refuse()
    found = differences.of(unit, count)
    wrong = [one for one in found if one.quantity]
    _check_recounted(unit, found, problems)
    _check_second_person(unit, wrong, problems)
    missing = [claim for one in wrong if one.quantity < 0 for claim in _held_of_missing(unit, one)]
    if missing and not command.release:
        _tell_held(missing, problems)
    problems.refuse()
    released = _release(unit, count, missing)
    return _post(unit, count, found, wrong, released)


def _check_recounted(unit: Unit, found: Sequence[Difference], problems: Problems) -> None:
    percent = settings.value(unit.session, "counting.recount_percent")
    for one in found:
        if one.beyond(percent) and one.line.first_counted is None and not _was_recounted(one, found):
            sku, place = _named(unit, one.line)
            problems.add("{sku} at {place} differs by more than {percent} percent; count it again first.",
                         field="count", sku=sku, place=place, percent=percent)  # fmt: skip


def _was_recounted(one: Difference, found: Sequence[Difference]) -> bool:
    """A thing first found at the recount of its location was looked at twice as well."""
    return any(o.line.first_counted is not None for o in found if o.line.location_id == one.line.location_id)


def _check_second_person(unit: Unit, wrong: Sequence[Difference], problems: Problems) -> None:
    cost = {item.id: item.cost_minor for item in _items(unit, wrong)}
    value = sum(abs(one.quantity) * cost[one.line.item_id] for one in wrong)
    limit = settings.value(unit.session, "adjusting.limit_minor")
    if value > limit and any(one.line.counted_by_id == unit.user_id for one in wrong):
        problems.add("The count changes {value}, and the limit is {limit}: somebody who did not count must post it.",
                     field="count", value=value, limit=limit)  # fmt: skip


def _items(unit: Unit, wrong: Sequence[Difference]) -> Sequence[Item]:
    return unit.session.scalars(select(Item).where(Item.id.in_({one.line.item_id for one in wrong}))).all()


def _named(unit: Unit, line: CountLine) -> tuple[str, str]:
    return unit.session.get_one(Item, line.item_id).sku, unit.session.get_one(Location, line.location_id).code


def _held_of_missing(unit: Unit, one: Difference) -> list[Row[Any]]:
    """The claims that what is really there cannot satisfy, the least urgent order's first."""
    names = ("owner_id", "item_id", "lot_id", "serial_id", "status", "location_id", "lpn_id")
    at_key = {name: getattr(one.line, name) for name in names}
    row = unit.session.execute(
        select(stock.c.free).where(*(stock.c[name] == value for name, value in at_key.items()))
    ).first()
    lacking = -one.quantity - (row.free if row else 0)
    open_here = (
        select(claims, Order.number, OrderLine.order_id, OrderLine.line)
        .join(OrderLine, OrderLine.id == claims.c.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(claims.c.state == AllocationState.OPEN, *(claims.c[name] == value for name, value in at_key.items()))
        .order_by(Order.priority.desc(), Order.cutoff_at.desc(), claims.c.id.desc())
    )
    taken = []
    for claim in unit.session.execute(open_here):
        if lacking <= 0:
            break
        taken.append(claim)
        lacking -= claim.quantity
    return taken


def _tell_held(missing: Sequence[Row[Any]], problems: Problems) -> None:
    text = ("{quantity} of what is missing are held for line {line} of {order}. Post with “release” to let them go,"
            " and allocate the order again.")  # fmt: skip
    for claim in missing:
        problems.add(text, field="release", quantity=claim.quantity, order=claim.number, line=claim.line)


def _release(unit: Unit, count: Count, missing: Sequence[Row[Any]]) -> dict[str, int]:
    """Let the claims go; returns the pieces released by order."""
    pieces: dict[str, int] = defaultdict(int)
    for claim in missing:
        pieces[claim.number] += claim.quantity
    if missing:
        reserved = [claim.id for claim in missing if claim.stage is Stage.RESERVED]
        held.cancel_picks(unit, reserved, f"{count.number} did not find the goods.")
        allocations.release(unit.session, [claim.id for claim in missing], unit.now)
        states.refresh(unit, {claim.order_id for claim in missing})
    return dict(pieces)


def _post(
    unit: Unit, count: Count, found: Sequence[Difference], wrong: Sequence[Difference], released: dict[str, int]
) -> Answer:
    posting = 0
    if wrong:
        cost = {item.id: item.cost_minor for item in _items(unit, wrong)}
        losses_first = sorted(wrong, key=lambda one: one.quantity)
        lines = [_line(one, cost[one.line.item_id]) for one in losses_first]
        posting = post(unit.session, unit.header(count.number, reason=count.reason), lines).posting_id
    for one in found:
        one.line.posted, one.line.state = one.quantity, CountLineState.POSTED
    count.state, count.posted_at = CountState.POSTED, unit.now
    sent = unit.session.scalars(select(Task).where(Task.document == count.number, Task.kind == TaskKind.COUNT)).all()
    doubts.settle(unit, count, {task.from_location_id or 0 for task in sent}, sent[0].item_id)
    values = {
        "number": count.number, "lines": len(found), "differences": len(wrong), "posting": posting,
        "released": released,
    }  # fmt: skip
    text = "Count {number} is posted: {differences} of {lines} lines differed."
    if released:
        values["orders"] = ", ".join(sorted(released))
        text += " Allocate these orders again: {orders}."
    return Answer(text, values, count.number)


def _line(one: Difference, cost_minor: int) -> Line:
    line, quantity = one.line, abs(one.quantity)
    if one.quantity < 0:
        return Line(line.owner_id, line.item_id, quantity, line.location_id, ADJUSTMENT, line.lot_id, line.serial_id,
                    line.status, line.status, line.lpn_id)  # fmt: skip
    return Line(line.owner_id, line.item_id, quantity, ADJUSTMENT, line.location_id, line.lot_id, line.serial_id,
                line.status, line.status, 0, line.lpn_id, value_minor=quantity * cost_minor)  # fmt: skip
