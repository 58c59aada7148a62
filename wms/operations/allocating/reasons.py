"""Why a line did not get all it asked for, in the words and numbers of the people who read it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from wms.model.order import Order
from wms.operations import find, settings
from wms.operations.allocating.demand import Demand
from wms.operations.unit import Unit
from wms.planning.allocation.problem import Cause, Reason, Short


def window(unit: Unit) -> int:
    """Within how many days stock counts as equally old."""
    return int(settings.value(unit.session, "allocating.window_days"))


def told(unit: Unit, wanted: Demand, shorts: Sequence[Short]) -> dict[int, str]:
    """One text for each short line, by line id."""
    numbers = _numbers(unit, {reason.order_id for short in shorts for reason in short.reasons if reason.order_id})
    return {short.line_id: _text(short, wanted, numbers) for short in shorts}


def _text(short: Short, wanted: Demand, numbers: dict[int, str]) -> str:
    own = wanted.rows[short.line_id].order_id
    causes = " ".join(_sentence(reason, own, numbers) for reason in short.reasons)
    return f"{short.quantity} missing. {causes}".strip()


def _sentence(reason: Reason, own: int, numbers: dict[int, str]) -> str:
    if reason.cause is Cause.INCOMPLETE:
        return f"The order ships complete or not at all, and one of its lines lacks {reason.quantity}."
    if reason.cause is Cause.TAKEN and reason.order_id and reason.order_id != own:
        return f"{reason.quantity} are taken by order {numbers[reason.order_id]}."
    return reason.message


def _numbers(unit: Unit, order_ids: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for chunk in find.chunks(sorted(order_ids)):
        rows = unit.session.execute(select(Order.id, Order.number).where(Order.id.in_(chunk)))
        found.update({row.id: row.number for row in rows})
    return found
