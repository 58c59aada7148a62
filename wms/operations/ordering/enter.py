"""Demand arrives: an order is entered, by hand or thousands at once from a file. Allocation comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from wms.base.jobs import Progress
from wms.model.order import Order, OrderLine
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering.judge import judged
from wms.operations.ordering.lines import OrderedLine
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredOrder:
    """What one customer wants."""

    customer: str = arg("Who wants the goods", refers="customer")
    lines: tuple[OrderedLine, ...] = arg("The lines, as a JSON list of objects")
    number: str = arg("The order's number; empty: the next of our own", "")
    carrier: str = arg("Who carries it; empty: any carrier", "", refers="carrier")
    due: datetime | None = arg("When the customer expects it; empty: as many hours ahead as the setting says", None)
    cutoff: datetime | None = arg("When its carrier leaves; empty: when it is due", None)
    entered: datetime | None = arg("When the customer asked for it; empty: now", None)
    priority: int = arg("1 is most urgent, 9 least", 5)
    ship_complete: bool = arg("Ship everything together or nothing", False)
    reference: str = arg("The customer's own number", "")
    address: str = arg("Where to deliver; empty: the customer's address", "")
    owner: str = arg("Whose stock it is; empty: the only owner", "", refers="owner")
    site: str = arg("The site that serves it; empty: the only site", "", refers="site")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterOrder(EnteredOrder, Command):
    """Enter an order with its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterOrders(Command):
    """Enter many orders at once: all of them, or none. Rows in problems count the lines of all orders."""

    orders: tuple[EnteredOrder, ...] = arg("The orders, as a JSON list of objects")


@handles("ordering.enter", "orders")
def enter_order(command: EnterOrder, unit: Unit) -> Answer:
    numbers, lines = _enter(unit, (command,))
    return Answer("Order {order} has {lines} lines.", {"order": numbers[0], "lines": lines}, numbers[0])


@handles("ordering.enter", "orders")
def enter_orders(command: EnterOrders, unit: Unit) -> Answer:
    numbers, lines = _enter(unit, command.orders)
    values = {"count": len(numbers), "lines": lines, "first": numbers[0], "last": numbers[-1]}
    return Answer("{count} orders with {lines} lines were entered, {first} to {last}.", values)


def _enter(unit: Unit, orders: Sequence[EnteredOrder]) -> tuple[list[str], int]:
    heads, lines = judged(unit, orders)
    _number(unit, heads)
    unit.watch.report(Progress("entering orders", 0, len(heads)))
    ids = _insert_heads(unit, heads)
    rows = [
        line | {"order_id": ids[head["number"]], "line": position}
        for head, its in zip(heads, lines, strict=True)
        for position, line in enumerate(its, 1)
    ]
    unit.session.connection().execute(insert(OrderLine.metadata.tables["order_line"]), rows)
    unit.watch.report(Progress("entering orders", len(heads), len(heads)))
    return [head["number"] for head in heads], len(rows)


def _number(unit: Unit, heads: Sequence[dict[str, Any]]) -> None:
    nameless = [head for head in heads if not head["number"]]
    given = frozenset(head["number"] for head in heads)
    for head, number in zip(nameless, fresh_numbers(unit, len(nameless), given), strict=True):
        head["number"] = number


def fresh_numbers(unit: Unit, many: int, given: frozenset[str] = frozenset()) -> list[str]:
    """Order numbers of our own, passing over those that a file brought along earlier or just now."""
    found: list[str] = []
    while len(found) < many:
        fresh = unit.numbers("O", many - len(found))
        taken = given | find.many(unit.session, Order, Order.number, fresh).keys()
        found += [number for number in fresh if number not in taken]
    return found


def _insert_heads(unit: Unit, heads: list[dict[str, Any]]) -> dict[str, int]:
    unit.session.connection().execute(insert(Order.metadata.tables["orders"]), heads)
    ids: dict[str, int] = {}
    for chunk in find.chunks([head["number"] for head in heads]):
        found = unit.session.execute(select(Order.number, Order.id).where(Order.number.in_(chunk)))
        ids.update({row.number: row.id for row in found})
    return ids
