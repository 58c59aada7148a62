"""Each wave's load against its room, as people meet it.

What has to be done by a wave's cut-off is its own work and that of every wave whose carrier leaves earlier; the room is
what all people can do from now until then. The same is told of cut-offs, whatever waves their orders are in, and of the
waves as they would be if a proposed plan were applied, so that both can be held side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from wms.base.clock import utc_now
from wms.model.order import Order
from wms.model.outbound import Wave
from wms.model.site import Location, Site, Zone
from wms.model.words import LocationType, OrderState, Purpose, Risk, WaveState
from wms.queries.outlook import missing, picks, risk, spare_s
from wms.queries.pace import Pace, pace
from wms.queries.pieces import counted, only
from wms.queries.proposed_waves import Proposed, proposed
from wms.queries.question import col, computed
from wms.queries.wave_board import ON_BOARD, lines, on_board, wave_number


@dataclass(frozen=True, slots=True)
class WaveLoadRow:
    """The work of one wave (or of one cut-off), what is before it, and what there is room for, in seconds.

    Without a wave: what waits for one, which nothing is before. No room for loading: docks do not count. Orders are
    `late` that miss their carrier by themselves, and all of a wave that people have too little time for.
    """

    nr: int = col("Number", "number")
    site: str = col("Site")
    wave: str = col("Wave")
    state: WaveState | None = col("State")
    cutoff_at: datetime | None = col("Cut-off", "moment")
    orders: int = col("Orders", "number")
    lines: int = col("Lines", "number")
    late: int = col("Late", "number")
    picking_s: int = col("Picking (s)", "number")
    picking_before_s: int = col("Picking before it (s)", "number")
    picking_room_s: int | None = col("Pickers' time (s)", "number")
    packing_s: int = col("Packing (s)", "number")
    packing_before_s: int = col("Packing before it (s)", "number")
    packing_room_s: int | None = col("Packers' time (s)", "number")
    dock_s: int = col("Loading (s)", "number")
    dock_before_s: int = col("Loading before it (s)", "number")
    dock_room_s: int | None = col("Docks' time (s)", "number")


@computed(WaveLoadRow, key=("nr",), sort=("nr",), topics=("orders", "waves", "tasks"))
def wave_loads(
    connection: Connection, start: int | None, site: str = "", by_cutoff: bool = False, proposal: str = "",
    at: datetime | None = None,
) -> Iterator[WaveLoadRow]:  # fmt: skip
    """The load of each wave (or cut-off) against what people can do until then; or as a `proposal` would have it."""
    now, plan = at or utc_now(), proposed(connection, proposal)
    speed = replace(pace(connection), **plan.people)
    nr = 0
    for code, found in _heaps(connection, site, by_cutoff, plan, speed, now).items():
        docks = _docks(connection, code)
        before = (0, 0, 0)
        for heap in sorted(found, key=lambda heap: (heap.cutoff is not None, heap.cutoff, heap.wave)):
            nr += 1
            yield _row(nr, code, heap, before, _rooms(heap, now, speed, docks))
            if heap.cutoff is not None:
                before = _sum(before, heap.work)


@dataclass(frozen=True, slots=True)
class _Heap:
    """What belongs together: a wave, a cut-off, or (without a cut-off) what waits for a wave."""

    wave: str
    state: WaveState | None
    cutoff: datetime | None
    orders: int = 0
    lines: int = 0
    late: int = 0
    work: tuple[int, int, int] = (0, 0, 0)


def _heaps(
    connection: Connection, site: str, by_cutoff: bool, plan: Proposed, speed: Pace, now: datetime
) -> dict[str, list[_Heap]]:
    """The heaps of each site; planned and released waves are there even when nothing is in them."""
    found: dict[str, dict[object, _Heap]] = defaultdict(dict)
    for row in _waves(connection, site) if not by_cutoff else ():
        if row.number not in plan.dissolved:
            found[row.site][row.number] = _Heap(row.number, row.state, row.cutoff_at)
    for row in _orders(connection, site, now):
        wave = plan.wave_of(row.number, row.wave)
        key: object = row.cutoff_at if by_cutoff else wave
        heap = found[row.site].get(key) or _begun(wave, row, by_cutoff)
        found[row.site][key] = _with(heap, row, speed, first=wave in plan.waves)
    return {
        code: [heap for heap in heaps.values() if heap.orders or heap.wave not in plan.called_back]
        for code, heaps in sorted(found.items())
    }


def _begun(wave: str, row: Any, by_cutoff: bool) -> _Heap:
    if by_cutoff:
        return _Heap("", None, row.cutoff_at)
    return _Heap(wave, WaveState.PLANNED, row.cutoff_at) if wave else _Heap("", None, None)


def _with(heap: _Heap, row: Any, speed: Pace, *, first: bool) -> _Heap:
    """The heap with one more order; a proposed wave leaves with the `first` of its carriers."""
    cutoff = min(heap.cutoff, row.cutoff_at) if first and heap.cutoff else heap.cutoff
    late = heap.late + (row.risk in (Risk.OVERDUE, Risk.LATE))
    work = _sum(heap.work, _work(row, speed))
    return replace(heap, orders=heap.orders + 1, lines=heap.lines + row.lines, late=late, cutoff=cutoff, work=work)


def _orders(connection: Connection, site: str, now: datetime) -> Sequence[Any]:
    statement = on_board(
        select(Site.code.label("site"), Order.number, wave_number().label("wave"), Order.state, Order.cutoff_at,
               lines().label("lines"), picks().label("picks"), risk(now, spare_s(now), missing()).label("risk"))
    )  # fmt: skip
    return connection.execute(only(statement, (Site.code, site))).all()


def _waves(connection: Connection, site: str) -> Sequence[Any]:
    statement = select(Site.code.label("site"), Wave.number, Wave.state, Wave.cutoff_at)
    statement = statement.join(Site, Site.id == Wave.site_id).where(Wave.state.in_(ON_BOARD))
    return connection.execute(only(statement, (Site.code, site))).all()


def _docks(connection: Connection, site: str) -> int:
    statement = select(counted()).select_from(Location).join(Zone, Zone.id == Location.zone_id)
    statement = statement.join(Site, Site.id == Location.site_id).where(
        Site.code == site, Zone.purpose == Purpose.SHIPPING, Location.type == LocationType.DOCK
    )
    return int(connection.execute(statement).scalar_one())


def _work(row: Any, speed: Pace) -> tuple[int, int, int]:
    """Seconds of picking, packing and loading an order still takes."""
    return row.picks * speed.pick_s, speed.pack_s if row.state is not OrderState.PACKED else 0, speed.load_s


def _rooms(heap: _Heap, now: datetime, speed: Pace, docks: int) -> tuple[int | None, int | None, int | None]:
    """Seconds all people, and all docks, have until the heap's carrier leaves."""
    if heap.cutoff is None:
        return None, None, None
    until = max(0, int((heap.cutoff - now).total_seconds()))
    inside = max(0, until - speed.handling_s)
    return inside * speed.pickers, inside * speed.packers, until * docks if docks and speed.load_s else None


def _row(
    nr: int, site: str, heap: _Heap, before: tuple[int, int, int], rooms: tuple[int | None, int | None, int | None]
) -> WaveLoadRow:
    ahead = before if heap.cutoff is not None else (0, 0, 0)
    figures = [figure for each in zip(heap.work, ahead, rooms, strict=True) for figure in each]
    too_much = any(room is not None and own + before > room for own, before, room in zip(heap.work, ahead, rooms,
                                                                                         strict=True))  # fmt: skip
    late = heap.orders if too_much else heap.late
    head = (nr, site, heap.wave, heap.state, heap.cutoff, heap.orders, heap.lines, late)
    return WaveLoadRow(*head, *figures)  # type: ignore[arg-type]


def _sum(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, int, int]:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
