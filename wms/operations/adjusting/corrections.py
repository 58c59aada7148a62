"""Corrections of stock: small ones are posted, large ones wait for a second person.

What counts is the value that changes in either direction, so that a large loss cannot hide behind a large gain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from wms.base.errors import refuse
from wms.ledger.posting import Line, post
from wms.model.words import Status
from wms.model.work import Adjustment
from wms.operations import settings
from wms.operations.unit import Answer, Unit


class Correction(NamedTuple):
    """`quantity` base units more (positive) or fewer at a stock key, against a virtual location."""

    owner_id: int
    item_id: int
    quantity: int
    location_id: int
    lot_id: int
    serial_id: int
    lpn_id: int
    status: Status
    cost_minor: int
    outside_id: int


def settle(unit: Unit, reason: str, corrections: Sequence[Correction]) -> Answer:
    """Post the corrections, or keep them waiting when their value is above the limit. Raises Refused."""
    if not corrections:
        raise refuse("There is nothing to correct.", field="lines")
    number = unit.number("ADJ")
    value = sum(abs(one.quantity) * one.cost_minor for one in corrections)
    limit = settings.value(unit.session, "adjusting.limit_minor")
    told = {"number": number, "lines": len(corrections), "value_minor": value}
    if value > limit:
        kept = [one._asdict() | {"status": one.status.value} for one in corrections]
        unit.session.add(Adjustment(
            number=number, reason=reason, lines=kept, value_minor=value, asked_by_id=unit.user_id, asked_at=unit.now,
        ))  # fmt: skip
        text = "{number} waits for a second person: it changes {value_minor}, and the limit is {limit}."
        return Answer(text, told | {"limit": limit, "waits": True}, number)
    posted = post(unit.session, unit.header(number, reason=reason), [line(one) for one in corrections])
    told |= {"posting": posted.posting_id, "waits": False}
    return Answer("{number}: {lines} corrections are posted.", told, number)


def line(one: Correction) -> Line:
    """The move that makes the correction."""
    key = {"lot_id": one.lot_id, "serial_id": one.serial_id, "from_status": one.status, "to_status": one.status}
    if one.quantity < 0:
        return Line(one.owner_id, one.item_id, -one.quantity, one.location_id, one.outside_id,
                    from_lpn_id=one.lpn_id, **key)  # type: ignore[arg-type]  # fmt: skip
    value = one.quantity * one.cost_minor
    return Line(one.owner_id, one.item_id, one.quantity, one.outside_id, one.location_id,
                to_lpn_id=one.lpn_id, value_minor=value, **key)  # type: ignore[arg-type]  # fmt: skip


def read(kept: dict[str, Any]) -> Correction:
    """A correction as it was kept waiting."""
    return Correction(**kept | {"status": Status(kept["status"])})
