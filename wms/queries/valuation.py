"""What the stock is worth: by layers of cost, first in first out, or at the moving average of what was paid.

Both follow the moves that cross the site's border, in their order. What a shipment took with it is remembered, so that
taking the shipment back brings the very same cost back; taking a receipt back takes its own layer away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from wms.ledger.views import moves
from wms.model.item import Item
from wms.model.party import Owner
from wms.queries.layers import Average, Layers
from wms.queries.pieces import ZERO
from wms.queries.question import col, computed
from wms.queries.walks import as_of, some_items


@dataclass(frozen=True, slots=True)
class ValuationRow:
    """What is on hand of one item and owner, and what it is worth. Money in minor units."""

    item: str = col("Item")
    owner: str = col("Owner")
    item_name: str = col("Name")
    on_hand: int = col("On hand", "quantity")
    value_minor: int = col("Value", "money")
    unit_cost_minor: int = col("Cost of one, rounded", "money")
    standard_minor: int = col("Value at standard cost", "money")
    layers: int = col("Layers of cost", "number")


_Book = Layers | Average


@computed(ValuationRow, key=("item", "owner"), sort=("item", "owner"), topics=("stock",))
def valuation_fifo(
    connection: Connection, start: str | None, item: str = "", owner: str = "", seq: int | None = None,
    moment: datetime | None = None,
) -> Iterator[ValuationRow]:  # fmt: skip
    """What the stock is worth when what came first leaves first; now, after move `seq`, or at a moment."""
    return _valued(connection, start, item, owner, as_of(connection, seq, moment), Layers)


@computed(ValuationRow, key=("item", "owner"), sort=("item", "owner"), topics=("stock",))
def valuation_average(
    connection: Connection, start: str | None, item: str = "", owner: str = "", seq: int | None = None,
    moment: datetime | None = None,
) -> Iterator[ValuationRow]:  # fmt: skip
    """What the stock is worth at the moving average cost; now, after move `seq`, or at a moment."""
    return _valued(connection, start, item, owner, as_of(connection, seq, moment), Average)


def _valued(
    connection: Connection, start: str | None, item: str, owner: str, until: int, kind: type[Layers] | type[Average]
) -> Iterator[ValuationRow]:
    owners: dict[int, str] = {row.id: row.code for row in connection.execute(select(Owner.id, Owner.code))}
    for items in some_items(connection, start, *([Item.sku == item] if item else [])):
        books: dict[tuple[str, str], _Book] = {}
        by_key = {}
        for row in _crossings(connection, list(items), until):
            key = (items[row.item_id].sku, owners[row.owner_id])
            by_key[key] = items[row.item_id]
            _enter(books.setdefault(key, kind()), row)
        for sku, code in sorted(books):
            book, known = books[sku, code], by_key[sku, code]
            if book.on_hand and (not owner or code == owner):
                each = (2 * book.value + book.on_hand) // (2 * book.on_hand)
                yield ValuationRow(sku, code, known.name, book.on_hand, book.value, each,
                                   known.cost_minor * book.on_hand, book.count)  # fmt: skip


def _crossings(connection: Connection, item_ids: list[int], until: int) -> Iterable[Any]:
    """The moves of these items over the site's border, in order."""
    border = or_(moves.c.from_location_id < ZERO, moves.c.to_location_id < ZERO)
    found = select(
        moves.c.seq, moves.c.owner_id, moves.c.item_id, moves.c.from_location_id, moves.c.quantity,
        moves.c.value_minor, moves.c.reverses_seq,
    ).where(moves.c.item_id.in_(item_ids), border, moves.c.seq <= until).order_by(moves.c.seq)  # fmt: skip
    return connection.execute(found)


def _enter(book: _Book, row: Any) -> None:
    if row.from_location_id < 0:
        book.come(row.seq, row.quantity, row.value_minor, row.reverses_seq)
    else:
        book.go(row.seq, row.quantity, row.reverses_seq)
