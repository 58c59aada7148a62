"""From our data to a file that can be imported again unchanged: the same columns that the import knows.

Of announcements and orders those are exported that are still open; what has left is history, and would be expected
or shipped a second time. Stock says what one piece cost on average, to the whole minor unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from wms.exchange.cells import guarded
from wms.exchange.kinds import kind as kind_of

Ask = Callable[..., Iterator[Any]]
Values = dict[str, Any]


def columns(kind: str) -> list[str]:
    """The titles of the file. Raises Refused for a kind that is not known."""
    return list(kind_of(kind).fields)


def rows(kind: str, ask: Ask) -> Iterator[list[Any]]:
    """The cells of each row: whole numbers, and texts that can never become a formula."""
    titles = columns(kind)
    for values in _SOURCES[kind](ask):
        yield [_cell(values.get(title)) for title in titles]


def _cell(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str):
        return guarded(value)
    return "" if value is None else value


def _plain(row: Any, **renamed: str) -> Values:
    """A row's fields by name; `renamed` gives our field's name for the row's."""
    values = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return values | {ours: values[theirs] for ours, theirs in renamed.items()}


def _items(ask: Ask) -> Iterator[Values]:
    levels: dict[str, Values] = {}
    for level in ask("packaging_levels"):
        its = levels.setdefault(level.item, {})
        for name in ("units", "gtin", "length_mm", "width_mm", "height_mm", "weight_g"):
            its[f"{level.level.value}_{name}"] = getattr(level, name)
    for row in ask("items"):
        yield _plain(row) | levels.get(row.sku, {})


def _stock(ask: Ask) -> Iterator[Values]:
    costs = {(row.item, row.owner): row.unit_cost_minor for row in ask("valuation_average")}
    for row in ask("stock_lines"):
        cost = costs.get((row.item, row.owner))
        yield _plain(row, quantity="on_hand") | {"since": row.since.date(), "cost_minor": cost}


def _asns(ask: Ask) -> Iterator[Values]:
    heads = {row.asn: row for row in ask("open_asns")}
    for line in ask("asn_lines"):
        head = heads.get(line.asn)
        if head is not None:
            yield _plain(line, number="asn", quantity="announced") | {
                "supplier": head.supplier, "expected": head.expected_at, "reference": head.reference,
                "dock": head.dock, "owner": head.owner, "site": head.site, "level": "each",
            }  # fmt: skip


def _orders(ask: Ask) -> Iterator[Values]:
    heads = {row.order: row for row in ask("open_orders")}
    for line in ask("order_lines", open_only=True):
        head = heads.get(line.order)
        if head is not None and line.ordered:
            yield _plain(line, number="order", quantity="ordered") | {
                "customer": head.customer, "carrier": head.carrier, "due": head.due_at, "cutoff": head.cutoff_at,
                "entered": head.entered_at, "priority": head.priority, "ship_complete": head.ship_complete,
                "reference": head.reference, "address": head.address, "owner": head.owner, "site": head.site,
                "level": "each",
            }  # fmt: skip


_SOURCES: dict[str, Callable[[Ask], Iterator[Values]]] = {
    "items": _items,
    "locations": lambda ask: (_plain(row) for row in ask("locations")),
    "partners": lambda ask: (_plain(row) for row in ask("parties")),
    "opening_stock": _stock,
    "asns": _asns,
    "orders": _orders,
}
