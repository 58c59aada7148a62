"""What the stock is worth: by layers of cost, first in first out, or at the moving average of what was paid.

Both follow the moves that cross the site's border, in their order. What a shipment took with it is remembered, so that
taking the shipment back brings the very same cost back; taking a receipt back takes its own layer away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from wms.queries.walks import MOST, Known, as_of, some_items


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
    for items in some_items(connection, start, *([Item.sku == item] if item else []), then_all=True):
        books: dict[tuple[int, int], _Book] = {}
        for number, owner_id, item_id, source, quantity, value, reverses in _crossings(connection, items, until):
            if item_id not in items:
                continue
            book = books.get((item_id, owner_id))
            if book is None:
                book = books[item_id, owner_id] = kind()
            if source < 0:
                book.come(number, quantity, value, reverses)
            else:
                book.go(number, quantity, reverses)
        yield from _rows(items, books, owners, owner)


def _rows(
    items: Mapping[int, Known], books: Mapping[tuple[int, int], _Book], owners: Mapping[int, str], owner: str
) -> Iterator[ValuationRow]:
    """What is left in the books, item by item."""
    named = sorted((items[item_id].sku, owners[owner_id], item_id, owner_id) for item_id, owner_id in books)
    for sku, code, item_id, owner_id in named:
        book, known = books[item_id, owner_id], items[item_id]
        if book.on_hand and (not owner or code == owner):
            each = (2 * book.value + book.on_hand) // (2 * book.on_hand)
            yield ValuationRow(sku, code, known.name, book.on_hand, book.value, each, known.cost_minor * book.on_hand,
                               book.count)  # fmt: skip


def _crossings(connection: Connection, items: Mapping[int, Known], until: int) -> Iterable[Any]:
    """The moves of these items over the site's border, in order; of very many items, those of all."""
    border = or_(moves.c.from_location_id < ZERO, moves.c.to_location_id < ZERO)
    found = select(
        moves.c.seq, moves.c.owner_id, moves.c.item_id, moves.c.from_location_id, moves.c.quantity,
        moves.c.value_minor, moves.c.reverses_seq,
    ).where(border, moves.c.seq <= until).order_by(moves.c.seq)  # fmt: skip
    return connection.execute(found if len(items) > MOST else found.where(moves.c.item_id.in_(list(items))))
