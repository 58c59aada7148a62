"""What waits to be put away at a dock: licence plates as they stand, and loose goods by owner, item, lot and status.

Goods that orders own stay for cross-docking; goods that have a putaway task already are not counted twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from wms.ledger.views import stock
from wms.model.lpn import Lpn
from wms.model.words import LpnKind, Purpose, Status, TaskKind, TaskState
from wms.model.work import Task
from wms.operations.unit import Unit

UNFINISHED = (TaskState.OPEN, TaskState.CLAIMED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to put away. `contents` is what it is made of: (item, lot, base units)."""

    location_id: int
    status: Status
    contents: tuple[tuple[int, int, int], ...]
    owner_id: int | None = None
    lpn_id: int = 0
    lpn_code: str = ""
    lpn_kind: LpnKind | None = None
    lpn_height_mm: int = 0

    @property
    def quantity(self) -> int:
        """Base units of all it holds."""
        return sum(quantity for _, _, quantity in self.contents)

    @property
    def on_pallet(self) -> bool:
        """Whether it stands on a pallet."""
        return self.lpn_kind is LpnKind.PALLET

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """The kinds of zone it may go to, the proper one first."""
        if self.status in (Status.DAMAGED, Status.HELD, Status.INSPECTION):
            return (Purpose.QUARANTINE,)
        wanted = (Purpose.RESERVE, Purpose.FORWARD)
        return wanted if self.on_pallet else wanted[::-1]

    def part(self, quantity: int) -> Waiting:
        """So much of the same loose goods."""
        item_id, lot_id, _ = self.contents[0]
        return replace(self, contents=((item_id, lot_id, quantity),))


def waiting_at(unit: Unit, location_id: int, pieces: Collection[tuple[int, int, int]] | None = None) -> list[Waiting]:
    """What waits at the location; of (item, lot, LPN) `pieces` only, when given."""
    rows = unit.session.execute(select(stock).where(stock.c.location_id == location_id).order_by(stock.c.id)).all()
    plates = {plate.id: plate for plate in unit.session.scalars(select(Lpn).where(Lpn.location_id == location_id))}
    wanted = None if pieces is None else {(i, lot, lpn_root(plates, lpn)) for i, lot, lpn in pieces}
    loose: dict[tuple[Any, ...], int] = defaultdict(int)
    standing: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        root = lpn_root(plates, row.lpn_id)
        if wanted is not None and (row.item_id, row.lot_id, root) not in wanted:
            continue
        if root:
            standing[root].append(row)
        else:
            loose[row.owner_id, row.item_id, row.lot_id, row.status] += row.free
    return _plates(unit, location_id, plates, standing) + _loose(unit, location_id, loose)


def lpn_root(plates: dict[int, Lpn], lpn_id: int) -> int:
    """The licence plate that the whole pile stands on; 0 for loose goods."""
    while lpn_id in plates and plates[lpn_id].parent_id is not None:
        lpn_id = plates[lpn_id].parent_id or 0
    return lpn_id


def described(plate: Lpn, rows: Sequence[Any]) -> Waiting:
    """A licence plate with the stock rows that are on it; goods of several statuses go where the worst one must."""
    contents: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        contents[row.item_id, row.lot_id] += row.on_hand
    statuses = {row.status for row in rows}
    status = statuses.pop() if len(statuses) == 1 else Status.HELD
    owners = {row.owner_id for row in rows}
    return Waiting(
        plate.location_id or 0, status, tuple((*key, quantity) for key, quantity in contents.items()),
        owners.pop() if len(owners) == 1 else None, plate.id, plate.code, plate.kind, plate.height_mm,
    )  # fmt: skip


def _plates(unit: Unit, location_id: int, plates: dict[int, Lpn], standing: dict[int, list[Any]]) -> list[Waiting]:
    tasked = set(unit.session.scalars(select(Task.lpn_id).where(*_tasks_from(location_id), Task.lpn_id > 0)))
    return [
        described(plates[root], rows) for root, rows in standing.items()
        if root not in tasked and not any(row.allocated for row in rows)
    ]  # fmt: skip


def _loose(unit: Unit, location_id: int, loose: dict[tuple[Any, ...], int]) -> list[Waiting]:
    for task in unit.session.scalars(select(Task).where(*_tasks_from(location_id), Task.lpn_id == 0)):
        key = (task.owner_id, task.item_id, task.lot_id, task.status)
        loose[key] -= task.quantity - task.done_quantity
    return [
        Waiting(location_id, status, ((item_id, lot_id, quantity),), owner_id)
        for (owner_id, item_id, lot_id, status), quantity in loose.items() if quantity > 0
    ]  # fmt: skip


def _tasks_from(location_id: int) -> tuple[Any, ...]:
    return Task.kind == TaskKind.PUTAWAY, Task.state.in_(UNFINISHED), Task.from_location_id == location_id
