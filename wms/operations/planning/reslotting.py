"""Applying a re-slotting plan, or some of it: new homes, and move tasks in an order that finds every place empty.

Goods move into places that other goods leave, so moves hang together: who takes one of them takes those it waits for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, tuple_

from wms.base.errors import Problems
from wms.model.item import SlotAssignment
from wms.model.site import Location
from wms.model.words import ProposalState, TaskKind, TaskState
from wms.model.work import Task
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.planning.shelves import Shelves, said, shelves
from wms.operations.planning.slotting import KIND
from wms.operations.proposals import open_proposal
from wms.operations.unit import Answer, Unit

Step = tuple[str, str, str]
"""A move of a plan: item, from, to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplySlotting(Command):
    """Give items the homes a slotting plan proposes, and make the move tasks that bring their goods there."""

    proposal: str = arg("The proposal's number", refers="proposal")
    items: tuple[str, ...] = arg("Only these items of it, by sku; none: all of them", ())


def together(steps: Sequence[Step], chosen: Collection[str]) -> set[str]:
    """The chosen items, and all those that must leave before them."""
    leaves: dict[str, str] = {}
    passed: set[tuple[str, str]] = set()
    for item, source, target in steps:
        if (item, source) not in passed:  # it lies there today, and does not only wait there
            leaves[source] = item
        passed.add((item, target))
    wanted, waiting = set(chosen), list(chosen)
    while waiting:
        item = waiting.pop()
        for mover, _, target in steps:
            other = leaves.get(target)
            if mover == item and other is not None and other not in wanted:
                wanted.add(other)
                waiting.append(other)
    return wanted


@handles("master_data.slots", "slots", "tasks", "proposals")
def apply_slotting(command: ApplySlotting, unit: Unit) -> Answer:
    proposal = open_proposal(unit, command.proposal, KIND)
    content = _chosen(command, proposal.plan["content"])
    known = shelves(unit.session, content["site_id"])
    _refuse_changed(known, content, proposal.number)
    _give_homes(unit, known, content["homes"])
    made_tasks = _tasks(unit, known, content, proposal.number)
    if made_tasks:
        unit.session.execute(insert(Task), made_tasks)
    proposal.state = ProposalState.APPLIED
    proposal.plan = {**proposal.plan, "applied": sorted({home["item"] for home in content["homes"]})}
    values = {"homes": len(content["homes"]), "tasks": len(made_tasks), "number": proposal.number}
    return Answer("{homes} items have new homes; {tasks} move tasks of {number} bring their goods there, in order.",
                  values, proposal.number)  # fmt: skip


def _chosen(command: ApplySlotting, content: Mapping[str, Any]) -> dict[str, Any]:
    """The plan's content with the chosen items only. Raises Refused where others must leave before them."""
    if not command.items:
        return dict(content)
    problems = Problems()
    known = {home["item"] for home in content["homes"]}
    for item in sorted(set(command.items) - known):
        problems.add("{number} does not move {item}.", field="items", number=command.proposal, item=item)
    steps = [(move["item"], move["from"], move["to"]) for move in content["moves"]]
    for item in sorted(together(steps, set(command.items) & known) - set(command.items)):
        problems.add("{item} must leave before the others can come; take it too.", field="items", item=item)
    problems.refuse()
    its = {name: [one for one in content[name] if one["item"] in command.items] for name in ("homes", "moves")}
    return {**content, **its, "heaps": [heap for heap in content["heaps"] if heap.split(" lot ")[0] in command.items]}


def _refuse_changed(known: Shelves, content: Mapping[str, Any], proposal: str) -> None:
    problems = Problems()
    by_sku = {row.sku: number for number, row in known.items.items()}
    by_code = {row.code: number for number, row in known.places.items()}
    taken = {place for its in known.homes.values() for place in its}
    leaving = {home["from"] for home in content["homes"]}
    for home in content["homes"]:
        item, old, new = by_sku.get(home["item"]), by_code.get(home["from"]), by_code.get(home["to"])
        if item is None or old not in known.homes.get(item, ()):
            problems.add("{number} is out of date: {item} does not live at {place} any more.", field="proposal",
                         number=proposal, item=home["item"], place=home["from"])  # fmt: skip
        elif item not in known.movable:
            problems.add("{number} is out of date: {item} is promised or on its way.", field="proposal",
                         number=proposal, item=home["item"])  # fmt: skip
        if new is None or (new in taken and home["to"] not in leaving):
            problems.add("{number} is out of date: {place} is not free any more.", field="proposal", number=proposal,
                         place=home["to"])  # fmt: skip
    if not problems and said(known, {home["item"] for home in content["homes"]}) != content["heaps"]:
        problems.add("{number} is out of date: other goods lie there now.", field="proposal", number=proposal)
    problems.refuse()


def _give_homes(unit: Unit, known: Shelves, homes: Sequence[Mapping[str, Any]]) -> None:
    """Out with the old homes, in with the new, with the same limits."""
    by_sku = {row.sku: number for number, row in known.items.items()}
    by_code = {row.code: number for number, row in known.places.items()}
    old = [(by_sku[home["item"]], by_code[home["from"]]) for home in homes]
    for chunk in find.chunks(old):
        pair = tuple_(SlotAssignment.item_id, SlotAssignment.location_id)
        unit.session.execute(delete(SlotAssignment).where(pair.in_(chunk)))
    rows = [
        {"item_id": by_sku[home["item"]], "location_id": by_code[home["to"]],
         "minimum": known.limits[pair][0], "maximum": known.limits[pair][1]}
        for home, pair in zip(homes, old, strict=True)
    ]  # fmt: skip
    if rows:
        unit.session.execute(insert(SlotAssignment), rows)


def _tasks(unit: Unit, known: Shelves, content: Mapping[str, Any], proposal: str) -> list[dict[str, Any]]:
    """One task a move and lot, in the order that finds every location empty. Goods that wait aside move twice."""
    ids = {code: found.id for code, found in find.many(
        unit.session, Location, Location.code, {m[end] for m in content["moves"] for end in ("from", "to")}).items()}
    by_sku = {row.sku: number for number, row in known.items.items()}
    lying: dict[tuple[int, int], list[Any]] = {}
    for heap in known.heaps:
        lying.setdefault((heap.item_id, heap.location_id), []).append(heap)
    planned = []
    for step, move in enumerate(content["moves"], 1):
        item, source, target = by_sku[move["item"]], ids[move["from"]], ids[move["to"]]
        heaps = lying.pop((item, source), [])
        lying[item, target] = heaps
        planned += [(step, item, source, target, heap) for heap in heaps]
    numbers = unit.numbers("T", len(planned)) if planned else []
    return [
        {"number": number, "kind": TaskKind.MOVE, "state": TaskState.OPEN, "site_id": content["site_id"],
         "document": proposal, "sequence": step, "owner_id": heap.owner_id, "item_id": item, "lot_id": heap.lot_id,
         "status": heap.status, "from_location_id": source, "to_location_id": target, "quantity": heap.quantity,
         "created_at": unit.now, "reason": f"{proposal}, move {step}: do the moves in this order."}
        for number, (step, item, source, target, heap) in zip(numbers, planned, strict=True)
    ]  # fmt: skip

