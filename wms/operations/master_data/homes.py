"""Which item lives where: its forward pick locations with when to refill them, and what a kit is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, tuple_, update

from wms.base.errors import Problems, refuse
from wms.base.quantities import MAX_QUANTITY
from wms.model.item import Item, KitComponent, SlotAssignment
from wms.model.site import Location, Zone
from wms.model.words import Purpose
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotLine:
    """An item's home at a forward pick location."""

    item: str = arg("Sku or GTIN", refers="item")
    location: str = arg("The forward pick location", refers="location")
    minimum: int = arg("Refill when less than this is there", 0, unit="base units")
    maximum: int = arg("Refill up to this", 0, unit="base units")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignSlot(SlotLine, Command):
    """Let an item live at a forward pick location, or change when it is refilled there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignSlots(Command):
    """Let many items live at forward pick locations: all of them, or none."""

    lines: tuple[SlotLine, ...] = arg("Items and their homes, as a JSON list of objects")


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSlot(Command):
    """Let an item no longer live at a location. Goods that lie there stay until they are picked or moved."""

    item: str = arg("Sku or GTIN", refers="item")
    location: str = arg("The forward pick location", refers="location")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentLine:
    """How much of one item a kit holds."""

    item: str = arg("Sku or GTIN", refers="item")
    quantity: int = arg("How many base units of it one kit holds")


@dataclass(frozen=True, slots=True, kw_only=True)
class DefineKit(Command):
    """Say what an item is assembled from; no lines: it is no kit any more."""

    kit: str = arg("The kit's sku or GTIN", refers="item")
    lines: tuple[ComponentLine, ...] = arg("The components, as a JSON list of objects")


@handles("master_data.slots", "slots")
def assign_slot(command: AssignSlot, unit: Unit) -> Answer:
    _assign(unit, (command,))
    values = {"item": command.item, "location": command.location}
    return Answer("{item} lives at {location}.", values)


@handles("master_data.slots", "slots")
def assign_slots(command: AssignSlots, unit: Unit) -> Answer:
    _assign(unit, command.lines)
    return Answer("{lines} items have their homes.", {"lines": len(command.lines)})


def _assign(unit: Unit, lines: Sequence[SlotLine]) -> None:
    problems = Problems()
    catalogue = find.Catalogue(unit.session, [line.item for line in lines])
    places = find.many(unit.session, Location, Location.code, [line.location for line in lines])
    forward = set(unit.session.scalars(select(Zone.id).where(Zone.purpose == Purpose.FORWARD)))
    wanted: dict[tuple[int, int], SlotLine] = {}
    for row, line in enumerate(lines, 1):
        known = catalogue.find(line.item)
        place = _forward(places, line, forward, problems, row)
        if known is None:
            problems.add("There is no item {value}.", field="item", row=row, value=line.item, found=line.item)
        elif place and wanted.setdefault((known[0].id, place.id), line) is not line:
            problems.add("{item} is sent to {location} twice.", field="location", row=row, item=line.item,
                         location=line.location)  # fmt: skip
        if not 0 <= line.minimum <= line.maximum <= MAX_QUANTITY:
            problems.add("The minimum is at least 0 and at most the maximum.", field="minimum", row=row,
                         found=f"{line.minimum} to {line.maximum}")  # fmt: skip
    problems.refuse()
    _write(unit, wanted)


def _forward(
    places: Mapping[str, Location], line: SlotLine, forward: set[int], problems: Problems, row: int
) -> Location | None:
    place = places.get(line.location)
    if place is None or place.id < 0:
        problems.add("There is no location {value}.", field="location", row=row, value=line.location,
                     found=line.location)  # fmt: skip
    elif place.zone_id not in forward:
        problems.add("{location} is no forward pick location.", field="location", row=row, location=line.location)
    return place


def _write(unit: Unit, wanted: Mapping[tuple[int, int], SlotLine]) -> None:
    key = tuple_(SlotAssignment.item_id, SlotAssignment.location_id)
    stored: dict[tuple[int, int], int] = {}
    for chunk in find.chunks(wanted):
        rows = select(SlotAssignment.item_id, SlotAssignment.location_id, SlotAssignment.id).where(key.in_(chunk))
        stored.update({(row.item_id, row.location_id): row.id for row in unit.session.execute(rows)})
    new, changed = [], []
    for (item_id, location_id), line in wanted.items():
        row = {"minimum": line.minimum, "maximum": line.maximum}
        if (item_id, location_id) in stored:
            changed.append(row | {"id": stored[item_id, location_id]})
        else:
            new.append(row | {"item_id": item_id, "location_id": location_id})
    if new:
        unit.session.execute(insert(SlotAssignment), new)
    if changed:
        unit.session.execute(update(SlotAssignment), changed)


@handles("master_data.slots", "slots")
def remove_slot(command: RemoveSlot, unit: Unit) -> Answer:
    item = find.item(unit.session, command.item)
    location = find.location(unit.session, command.location)
    gone = delete(SlotAssignment).where(
        SlotAssignment.item_id == item.id, SlotAssignment.location_id == location.id
    ).returning(SlotAssignment.id)  # fmt: skip
    if unit.session.scalar(gone) is None:
        raise refuse("{sku} does not live at {location}.", field="location", sku=item.sku, location=location.code)
    return Answer("{item} no longer lives at {location}.", {"item": item.sku, "location": location.code})


@handles("master_data.kits", "items")
def define_kit(command: DefineKit, unit: Unit) -> Answer:
    kit = find.item(unit.session, command.kit, "kit")
    problems = Problems()
    catalogue = find.Catalogue(unit.session, [line.item for line in command.lines])
    rows = []
    for row, line in enumerate(command.lines, 1):
        known = catalogue.find(line.item)
        if known is None:
            problems.add("There is no item {value}.", field="item", row=row, value=line.item, found=line.item)
            continue
        if not 1 <= line.quantity <= MAX_QUANTITY:
            problems.add("The quantity must be at least 1.", field="quantity", row=row, found=line.quantity)
        rows.append({"kit_id": kit.id, "component_id": known[0].id, "quantity": line.quantity})
    _check_components(unit, kit, [r["component_id"] for r in rows], problems)
    problems.refuse()
    unit.session.execute(delete(KitComponent).where(KitComponent.kit_id == kit.id))
    if rows:
        unit.session.execute(insert(KitComponent), rows)
    return Answer("{kit} is made of {lines} items.", {"kit": kit.sku, "lines": len(rows)}, kit.sku)


def _check_components(unit: Unit, kit: Item, components: Sequence[int], problems: Problems) -> None:
    for item_id, times in Counter(components).items():
        if times > 1:
            sku = unit.session.get_one(Item, item_id).sku
            problems.add("{sku} is named {times} times.", field="lines", sku=sku, times=times)
    inside, layer = set(components), list(components)
    while layer:  # what the components are made of in turn
        parts = unit.session.scalars(select(KitComponent.component_id).where(KitComponent.kit_id.in_(layer)))
        layer = [part for part in parts if part not in inside]
        inside.update(layer)
    if kit.id in inside:
        problems.add("{sku} would be made of itself.", field="lines", sku=kit.sku)
