"""Pieces that many questions are made of: sums as whole numbers, optional conditions, and stock keys in human words."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Table, cast, func, literal_column, select

from wms.ledger.views import stock
from wms.model.item import Item, PackagingLevel
from wms.model.lpn import Lpn
from wms.model.party import Owner
from wms.model.site import Location
from wms.model.tracking import Lot, Serial
from wms.model.types import Int64
from wms.model.words import Level, Status
from wms.queries.question import Selected

ZERO: ColumnElement[int] = literal_column("0", Int64)


def total(column: Any) -> ColumnElement[int]:
    """The sum of whole numbers as a whole number (PostgreSQL would make it a decimal); 0 for no rows."""
    return func.coalesce(cast(func.sum(column), Int64), ZERO)


def counted(column: Any = None) -> ColumnElement[int]:
    """How many rows, or how many different values of a column, as a whole number."""
    return cast(func.count() if column is None else func.count(column.distinct()), Int64)


def only(statement: Selected, *conditions: tuple[Any, Any]) -> Selected:
    """Keep rows where each column equals its value; an empty value (None or "") asks for nothing."""
    for column, value in conditions:
        if value is not None and value != "":
            statement = statement.where(column == value)
    return statement


def key_columns() -> tuple[ColumnElement[Any], ...]:
    """A stock key and its place in human words: owner, item, item_name, lot, expiry, serial, location, lpn."""
    return (
        Owner.code.label("owner"), Item.sku.label("item"), Item.name.label("item_name"), Lot.code.label("lot"),
        Lot.expiry.label("expiry"), Serial.code.label("serial"), Location.code.label("location"), Lpn.code.label("lpn"),
    )  # fmt: skip


def with_keys(statement: Selected, view: Table) -> Selected:
    """Join the nouns that `key_columns` speaks of to a view of stock or allocations.

    They are never missing; as outer joins the database leaves out those that are not asked for.
    """
    return (
        statement.select_from(view)
        .outerjoin(Item, Item.id == view.c.item_id)
        .outerjoin(Location, Location.id == view.c.location_id)
        .outerjoin(Owner, Owner.id == view.c.owner_id)
        .outerjoin(Lot, Lot.id == view.c.lot_id)
        .outerjoin(Serial, Serial.id == view.c.serial_id)
        .outerjoin(Lpn, Lpn.id == view.c.lpn_id)
    )


def of_stock(value: Any, *conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    """One figure over the stock that meets the conditions, for each row of the question around it."""
    return select(value).where(*conditions).scalar_subquery()


def stock_sums(of: ColumnElement[bool]) -> tuple[ColumnElement[Any], ...]:
    """on_hand, allocated, held, available of the stock `of`: available = on hand − allocated − held.

    A figure each, looked up for the rows of a page only, which keeps a page quick however much stock there is.
    """
    usable, other = stock.c.status == Status.AVAILABLE, stock.c.status != Status.AVAILABLE
    return (
        of_stock(total(stock.c.on_hand), of).label("on_hand"),
        of_stock(total(stock.c.allocated), of).label("allocated"),
        of_stock(total(stock.c.free), of, other).label("held"),
        of_stock(total(stock.c.free), of, usable).label("available"),
    )


def each_gtin() -> ColumnElement[str]:
    """The GTIN of the item's single piece, or an empty text."""
    found = select(PackagingLevel.gtin).where(PackagingLevel.item_id == Item.id, PackagingLevel.level == Level.EACH)
    return func.coalesce(found.correlate(Item).scalar_subquery(), literal_column("''"))
