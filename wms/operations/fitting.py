"""May these goods go to that location? The hard rules, the same for putaway, moves, replenishment and returns.

The location must let goods in; where goods are stored, its zone must have their climate and bear their hazard; what
lies together must be allowed to; a piece must fit in, and weight and volume must stay within the limits. A limit of 0
is none, and a size or weight nobody entered cannot break one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import Problems
from wms.ledger.views import stock
from wms.model.item import Item, PackagingLevel
from wms.model.site import Location, Zone
from wms.model.words import PICKABLE, Hazard, LocationStatus, Mixing
from wms.operations import find

_NO_ENTRY = (LocationStatus.NO_ENTRY, LocationStatus.CLOSED)
_NO_EXIT = (LocationStatus.NO_EXIT, LocationStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Arrival:
    """`quantity` base units of an item that shall come to lie at a location where they do not lie yet.

    `height_mm` is that of the licence plate they stand on (0: unknown or loose). `row` and `field` say whose fault it
    is when they may not.
    """

    location: Location
    item: Item
    quantity: int
    lot_id: int = 0
    height_mm: int = 0
    row: int | None = None
    field: str = "to"


@dataclass(slots=True)
class Lying:
    """What lies at a location: its (item, lot) pairs, weight and volume."""

    goods: set[tuple[int, int]] = field(default_factory=set)
    weight_g: int = 0
    volume_mm3: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """One base unit: weight and volume, and the three edges of its smallest package in ascending order (or none)."""

    weight_g: int = 0
    volume_mm3: int = 0
    edges: tuple[int, ...] = ()


def judge(session: Session, arrivals: Sequence[Arrival], problems: Problems) -> None:
    """Note every rule the arrivals break, each after those before it have come to lie. Writes nothing."""
    places = {arrival.location.id: arrival.location for arrival in arrivals}
    lying = contents(session, places)
    sizes = pieces(session, {arrival.item.id for arrival in arrivals})
    zone_ids = {place.zone_id for place in places.values()}
    found = session.scalars(select(Zone).where(Zone.id.in_(zone_ids)))
    zones: dict[int | None, Zone] = {zone.id: zone for zone in found}
    for arrival in arrivals:
        here, piece = lying[arrival.location.id], sizes.get(arrival.item.id, Piece())
        _check_entry(arrival, problems)
        _check_zone(arrival, zones[arrival.location.zone_id], problems)
        _check_mixing(arrival, here, problems)
        _check_size(arrival, piece, problems)
        here.goods.add((arrival.item.id, arrival.lot_id))
        here.weight_g += piece.weight_g * arrival.quantity
        here.volume_mm3 += piece.volume_mm3 * arrival.quantity
        _check_limits(arrival, here, piece, problems)


def check_exit(location: Location, problems: Problems, *, row: int | None = None, field: str = "from") -> None:
    """Note when nothing may be taken from the location for now."""
    if location.status in _NO_EXIT:
        problems.add("Nothing may leave {place} for now: it is {status}.", field=field, row=row, place=location.code,
                     status=location.status.value)  # fmt: skip


def contents(session: Session, location_ids: Iterable[int]) -> dict[int, Lying]:
    """What lies at each of these locations now."""
    lying: dict[int, Lying] = defaultdict(Lying)
    rows: list[Any] = []
    for chunk in find.chunks(sorted(location_ids)):
        found = select(stock.c.location_id, stock.c.item_id, stock.c.lot_id, stock.c.on_hand)
        rows += session.execute(found.where(stock.c.location_id.in_(chunk)))
    sizes = pieces(session, {row.item_id for row in rows})
    for row in rows:
        here, piece = lying[row.location_id], sizes.get(row.item_id, Piece())
        here.goods.add((row.item_id, row.lot_id))
        here.weight_g += piece.weight_g * row.on_hand
        here.volume_mm3 += piece.volume_mm3 * row.on_hand
    return lying


def pieces(session: Session, item_ids: Iterable[int]) -> dict[int, Piece]:
    """Weight, volume and edges of one base unit of each item, from the smallest packaging level that knows them."""
    level, levels = PackagingLevel, defaultdict(list)
    chosen = select(level.item_id, level.units, level.weight_g, level.length_mm, level.width_mm, level.height_mm)
    for chunk in find.chunks(sorted(item_ids)):
        for row in session.execute(chosen.where(level.item_id.in_(chunk)).order_by(level.item_id, level.units)):
            levels[row.item_id].append(row)
    return {item_id: _piece(known) for item_id, known in levels.items()}


def _piece(levels: Sequence[Any]) -> Piece:
    """A larger level's weight and volume are shared out, rounded up."""
    weight = next((-(-level.weight_g // level.units) for level in levels if level.weight_g), 0)
    sized = [level for level in levels if level.length_mm and level.width_mm and level.height_mm]
    if not sized:
        return Piece(weight)
    edges = (sized[0].length_mm, sized[0].width_mm, sized[0].height_mm)
    return Piece(weight, -(-edges[0] * edges[1] * edges[2] // sized[0].units), tuple(sorted(edges)))


def _check_entry(arrival: Arrival, problems: Problems) -> None:
    place = arrival.location
    if place.status in _NO_ENTRY:
        problems.add("Nothing may enter {place} for now: it is {status}.", field=arrival.field, row=arrival.row,
                     place=place.code, status=place.status.value)  # fmt: skip


def _check_zone(arrival: Arrival, zone: Zone, problems: Problems) -> None:
    """Climate and hazard bind where goods are stored, not where they only pass through."""
    item, place = arrival.item, arrival.location.code
    if zone.purpose not in PICKABLE:
        return
    if item.temperature is not zone.temperature:
        problems.add("{sku} needs {needed}, and {place} is {offered}.", field=arrival.field, row=arrival.row,
                     sku=item.sku, needed=item.temperature.value, place=place,
                     offered=zone.temperature.value)  # fmt: skip
    if item.hazard not in (Hazard.NONE, zone.hazard):
        problems.add("{sku} is {hazard}, and {place} is not fit for that.", field=arrival.field, row=arrival.row,
                     sku=item.sku, hazard=item.hazard.value, place=place)  # fmt: skip


def _check_mixing(arrival: Arrival, here: Lying, problems: Problems) -> None:
    rule, place = arrival.location.mixing, arrival.location.code
    if rule is Mixing.ANY:
        return
    if any(item_id != arrival.item.id for item_id, _ in here.goods):
        problems.add("Another item lies at {place}, which takes one item only.", field=arrival.field, row=arrival.row,
                     place=place)  # fmt: skip
    elif rule is Mixing.ONE_LOT and any(lot_id != arrival.lot_id for _, lot_id in here.goods):
        problems.add("Another lot lies at {place}, which takes one lot only.", field=arrival.field, row=arrival.row,
                     place=place)  # fmt: skip


def _check_size(arrival: Arrival, piece: Piece, problems: Problems) -> None:
    place = arrival.location
    room = tuple(sorted((place.width_mm, place.depth_mm, place.height_mm)))
    too_big = piece.edges and room[0] > 0 and any(edge > free for edge, free in zip(piece.edges, room, strict=True))
    if too_big:
        problems.add("{sku} does not fit into {place}.", field=arrival.field, row=arrival.row, sku=arrival.item.sku,
                     place=place.code, found=piece.edges, expected=room)  # fmt: skip
    if place.height_mm and arrival.height_mm > place.height_mm:
        problems.add("It stands {height} mm high, and {place} is {room} mm high.", field=arrival.field,
                     row=arrival.row, height=arrival.height_mm, place=place.code, room=place.height_mm)  # fmt: skip


def _check_limits(arrival: Arrival, here: Lying, piece: Piece, problems: Problems) -> None:
    place = arrival.location
    for name, limit, now, share in (
        ("g", place.max_weight_g, here.weight_g, piece.weight_g),
        ("mm³", place.max_volume_mm3, here.volume_mm3, piece.volume_mm3),
    ):
        if limit and share and now > limit:
            problems.add("{place} would hold {now} {unit}; its limit is {limit}.", field=arrival.field,
                         row=arrival.row, place=place.code, now=now, unit=name, limit=limit)  # fmt: skip
