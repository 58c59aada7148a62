"""Why the database refused a posting, told line by line in words a clerk understands.

The refusal itself is the database's; this module only reads the balances again and finds the lines that cannot be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wms.base.errors import Problem, Refused
from wms.ledger import tables
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.site import Location

if TYPE_CHECKING:
    from wms.ledger.posting import Line

_SENTENCES = {
    "an LPN is somewhere else": "The licence plate is at another location.",
    "a reversal must mirror its original": "A reversal must mirror its original move exactly.",
    "a reversal cannot exceed its original": "This was reversed already; a reversal cannot exceed its original.",
    "way_to_the_truck": "More than the order line asks for would be allocated.",
    "uq_balance_serial_id": "This serial number is in stock already.",
    "balance.serial_id": "This serial number is in stock already.",
    "ck_balance_one_serial_is_one_piece": "This serial number is in stock already.",
    "one_serial_is_one_piece": "A serial number stands for exactly one piece.",
    "goes_somewhere": "The goods would not go anywhere: origin and destination are the same.",
    "FOREIGN KEY": "The posting names something that does not exist.",
}


def explain(session: Session, lines: Sequence[Line], error: IntegrityError) -> Refused:
    """The refusal for a failed posting: every line that lacks stock, or the rule that was broken."""
    problems = _short_lines(session, lines)
    return Refused(*problems) if problems else Refused(Problem(sentence(error)))


def sentence(error: IntegrityError) -> str:
    """The rule a database error stands for."""
    text = str(error.orig)
    found = [words for mark, words in _SENTENCES.items() if mark in text]
    return found[0] if found else "The books refuse this: " + text.replace("{", "(").replace("}", ")")


def _short_lines(session: Session, lines: Sequence[Line]) -> list[Problem]:
    """Play the lines over the present balances and note each that finds too little."""
    free: dict[tuple[Any, ...], list[int]] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        if line.from_location_id > 0:
            key = _from_key(line)
            left = free.setdefault(key, _on_hand(session, key))
            if line.quantity > left[0] - left[1]:
                problems.append(_short(session, line, number, *left))
            left[0] -= line.quantity
        if line.to_location_id > 0:
            key = _to_key(line)
            free.setdefault(key, _on_hand(session, key))[0] += line.quantity
    return problems


def _from_key(line: Line) -> tuple[Any, ...]:
    place = (line.from_status, line.from_location_id, line.from_lpn_id)
    return (line.owner_id, line.item_id, line.lot_id, line.serial_id, *place)


def _to_key(line: Line) -> tuple[Any, ...]:
    place = (line.to_status, line.to_location_id, line.to_lpn_id)
    return (line.owner_id, line.item_id, line.lot_id, line.serial_id, *place)


def _on_hand(session: Session, key: Iterable[Any]) -> list[int]:
    at_key = [tables.balance.c[name] == value for name, value in zip(tables.KEY, key, strict=True)]
    row = session.execute(select(tables.balance.c.on_hand, tables.balance.c.allocated).where(*at_key)).first()
    return list(row) if row else [0, 0]


def _short(session: Session, line: Line, number: int, on_hand: int, allocated: int) -> Problem:
    values = {
        "sku": session.scalar(select(Item.sku).where(Item.id == line.item_id)),
        "place": session.scalar(select(Location.code).where(Location.id == line.from_location_id)),
        "lpn": session.scalar(select(Lpn.code).where(Lpn.id == line.from_lpn_id)) if line.from_lpn_id else "",
        "on_hand": max(on_hand, 0), "allocated": allocated, "asked": line.quantity, "status": str(line.from_status),
    }  # fmt: skip
    where = "{place} on {lpn}" if line.from_lpn_id else "{place}"
    if on_hand >= line.quantity:
        text = f"{{allocated}} of the {{on_hand}} {{sku}} at {where} are held for orders; {{asked}} cannot be taken."
    else:
        text = f"Only {{on_hand}} {{sku}} ({{status}}) are at {where}; {{asked}} were asked for."
    return Problem(text, values, "quantity", number, str(max(on_hand - allocated, 0)), str(line.quantity))
