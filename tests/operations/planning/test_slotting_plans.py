"""A slotting plan becomes new homes and move tasks, which can be done in their order."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from wms.app.application import App
from wms.app.planning import apply_plan, make_plan, stored
from wms.app.proving import prove
from wms.base.errors import Refused
from wms.model.item import Item, SlotAssignment
from wms.model.site import Location
from wms.model.tracking import Lot
from wms.model.work import Task
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.moving.move import MoveStock


def homes(app: App) -> set[tuple[str, str]]:
    query = (
        select(Item.sku, Location.code)
        .join(SlotAssignment, SlotAssignment.item_id == Item.id)
        .join(Location, Location.id == SlotAssignment.location_id)
    )
    with app.database.reading() as connection:
        return {(row.sku, row.code) for row in connection.execute(query)}


def move_tasks(app: App, number: str) -> list[Any]:
    query = (
        select(Task.number, Item.sku, Lot.code.label("lot"), Task.from_location_id, Task.to_location_id, Task.quantity)
        .join(Item, Item.id == Task.item_id).join(Lot, Lot.id == Task.lot_id)
        .where(Task.document == number).order_by(Task.sequence, Task.id)
    )  # fmt: skip
    with app.database.reading() as connection:
        codes = {row.id: row.code for row in connection.execute(select(Location.id, Location.code))}
        return [(row, codes[row.from_location_id], codes[row.to_location_id]) for row in connection.execute(query)]


def test_moves_of_a_slotting_plan_are_done_in_their_order_and_the_books_prove(entered: App) -> None:
    before = homes(entered)
    number, plan = make_plan(entered, "slotting", deadline=5.0, moves=12)
    content = stored(entered, number).plan["content"]
    assert 0 < len(content["moves"]) <= 12
    assert content["after_mm"] + content["moving_mm"] < content["before_mm"]
    assert plan.objective == content["after_mm"] + content["moving_mm"]
    apply_plan(entered, number)
    changed = {(home["item"], home["from"]) for home in content["homes"]}
    assert homes(entered) == (before - changed) | {(home["item"], home["to"]) for home in content["homes"]}
    tasks = move_tasks(entered, number)
    assert tasks
    for task, source, target in tasks:
        entered.run(MoveStock(item=task.sku, location=source, quantity=task.quantity, lot=task.lot, to=target,
                              task=task.number))  # fmt: skip
    assert prove(entered).ok
    assert not [row for row in entered.ask("open_tasks", limit=1_000).rows if row.kind.value == "move"]


def test_a_slotting_plan_is_stale_when_its_goods_are_promised(entered: App) -> None:
    number, plan = make_plan(entered, "slotting", deadline=5.0, moves=12)
    assert plan.rows
    entered.run(AllocateOrders())
    with pytest.raises(Refused, match=r"is out of date: .* is promised or on its way"):
        apply_plan(entered, number)


def test_without_orders_nothing_can_be_slotted(app: App, empty: App) -> None:
    with pytest.raises(Refused, match="No item lives at a forward pick location that could be exchanged"):
        make_plan(app, "slotting")
