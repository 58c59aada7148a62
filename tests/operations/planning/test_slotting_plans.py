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
from wms.operations.planning.reslotting import ApplySlotting, together


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


def test_a_plan_is_tried_on_walks_it_was_not_made_from(entered: App) -> None:
    number, _ = make_plan(entered, "slotting", deadline=5.0, moves=30, aside=30)
    content = stored(entered, number).plan["content"]
    later = content["later"]
    assert later["walks"] >= 1
    assert later["before_mm"] > 0
    assert later["after_mm"] > 0
    lines = entered.ask("plan_lines", proposal=number, limit=100).rows
    saving = [line for line in lines if line.payback_days is not None]
    assert saving
    assert all(abs(line.payback_days * line.saving_mm - line.cost_mm) <= line.saving_mm for line in saving)


def test_only_what_the_wishes_allow_moves(entered: App) -> None:
    families = {row.sku: row.family for row in entered.ask("items", limit=1_000).rows}
    one = sorted(set(families.values()))[0]
    number, _ = make_plan(entered, "slotting", deadline=3.0, moves=12, families=(one,))
    content = stored(entered, number).plan["content"]
    assert content["homes"]
    assert {families[home["item"]] for home in content["homes"]} == {one}


def test_dear_moves_are_fewer(entered: App) -> None:
    def moved(metres: int) -> int:
        number, _ = make_plan(entered, "slotting", deadline=3.0, moves=30, horizon=30, move_m=metres)
        return len(stored(entered, number).plan["content"]["moves"])

    assert moved(100_000) == 0 < moved(10)


def test_moves_hang_together_where_one_waits_for_the_place_of_another() -> None:
    steps = [("C", "3", "9"), ("B", "2", "3"), ("A", "1", "2"), ("X", "7", "8")]
    assert together(steps, {"A"}) == {"A", "B", "C"}
    assert together(steps, {"C"}) == {"C"}
    assert together(steps, {"X"}) == {"X"}
    cycle = [("A", "1", "9"), ("B", "2", "1"), ("A", "9", "2")]
    assert together(cycle, {"B"}) == together(cycle, {"A"}) == {"A", "B"}


def test_some_of_a_plan_is_applied_as_it_was_shown_and_the_books_prove(entered: App) -> None:
    number, _ = make_plan(entered, "slotting", deadline=5.0, moves=30)
    lines = entered.ask("plan_lines", proposal=number, limit=100).rows
    steps = [(line.item, line.from_location, line.to_location) for line in lines]
    groups = [together(steps, {item}) for item, _, _ in steps]
    some = min(groups, key=len)
    assert len(some) < len({item for item, _, _ in steps})
    before = homes(entered)
    entered.run(ApplySlotting(proposal=number, items=tuple(sorted(some))))
    content = stored(entered, number).plan["content"]
    its = [home for home in content["homes"] if home["item"] in some]
    assert homes(entered) == (before - {(h["item"], h["from"]) for h in its}) | {(h["item"], h["to"]) for h in its}
    wanted = [step for step in steps if step[0] in some]
    tasks = move_tasks(entered, number)
    assert list(dict.fromkeys((task.sku, source, target) for task, source, target in tasks)) == wanted
    for task, source, target in tasks:
        entered.run(MoveStock(item=task.sku, location=source, quantity=task.quantity, lot=task.lot, to=target,
                              task=task.number))  # fmt: skip
    assert prove(entered).ok


def test_a_part_that_cannot_be_moved_alone_is_refused_with_what_must_leave_first(entered: App) -> None:
    number, _ = make_plan(entered, "slotting", deadline=5.0, moves=250)
    lines = entered.ask("plan_lines", proposal=number, limit=1_000).rows
    steps = [(line.item, line.from_location, line.to_location) for line in lines]
    item = max((one for one, _, _ in steps), key=lambda one: len(together(steps, {one})))
    others = together(steps, {item}) - {item}
    assert others
    with pytest.raises(Refused) as refused:
        entered.run(ApplySlotting(proposal=number, items=(item, "NOTHING")))
    told = [problem.message for problem in refused.value.problems]
    assert f"{number} does not move NOTHING." in told
    assert all(f"{other} must leave before the others can come; take it too." in told for other in others)
