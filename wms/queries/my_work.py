"""One person's queue of work of all kinds: what is in hand, what presses, and then whatever lies nearest on the way.

A batch is one piece of work, whatever its stops. Work that is as urgent as other work is taken in the order of the
shortest way from where the person finished last, each next one from where the one before ends: interleaving, so that
nobody walks back empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from wms.base.clock import utc_now
from wms.model.item import Item
from wms.model.outbound import Batch, Wave
from wms.model.people import RolePermission, User, UserRole
from wms.model.site import Location, Zone
from wms.model.words import BatchState, TaskKind, TaskState
from wms.model.work import Task
from wms.queries.question import col, computed

PRESSING = timedelta(minutes=60)
"""Work that is due within this comes before all other of its priority."""
_PICK_ZONE = "pick_zone."
CHAINED = 60
"""So many are put in the order of the way; those behind them come by when they are due."""


class Reason(StrEnum):
    """Why a piece of work stands where it stands in the queue."""

    MINE = "in your hands"
    URGENT = "urgent"
    DUE = "due soon"
    NEAR = "on your way"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One piece of work: a task, or a batch with all its stops (`tasks`). `distance_mm` is the way to it.

    `place` is 1 for what to do next.
    """

    place: int = col("Nr.", "number")
    why: Reason = col("Why now")
    kind: TaskKind = col("Kind")
    task: str = col("Task")
    state: TaskState = col("State")
    document: str = col("Document")
    batch: str | None = col("Batch")
    item: str | None = col("Item")
    item_name: str | None = col("Name")
    quantity: int = col("Quantity", "quantity")
    from_location: str | None = col("From")
    to_location: str | None = col("To")
    tasks: int = col("Stops", "number")
    priority: int = col("Priority", "number")
    due_at: datetime | None = col("Due", "moment")
    distance_mm: int | None = col("Way there", "mm")


Point = tuple[int, int]


@computed(WorkRow, key=("place",), sort=("place",), topics=("tasks", "waves"))
def my_work(
    connection: Connection, start: int | None, user: str = "", kinds: str = "", at: datetime | None = None
) -> Iterator[WorkRow]:
    """The queue of a person who knows these kinds of work (all, where none are named, with commas between)."""
    known = tuple(TaskKind(kind.strip()) for kind in kinds.split(",") if kind.strip()) or tuple(TaskKind)
    now = at or utc_now()
    tasks = _in_their_zones(connection, user, _tasks(connection, user, known))
    queue = _queue(_one_a_batch(tasks), _here(connection, user), now)
    pieces = _pieces(tasks)
    for place, (row, many, why, way) in enumerate(queue, 1):
        if start is None or place >= start:
            yield WorkRow(
                place, why, row.kind, row.number, row.state, row.document, row.batch, None if many > 1 else row.item,
                None if many > 1 else row.item_name, pieces[_work(row)], row.start, row.target, many, row.priority,
                row.due, way,
            )  # fmt: skip


def _tasks(connection: Connection, user: str, kinds: Sequence[TaskKind]) -> Sequence[Any]:
    """Everything the person has, or may have: open tasks, and the stops of batches that nobody walks.

    A place in doubt (a count task of an order line) is no work yet: it becomes some when a count is opened there.
    """
    start, target = aliased(Location), aliased(Location)
    mine = and_(Task.state == TaskState.CLAIMED, User.login == user)
    free = and_(
        Task.state == TaskState.OPEN, or_(Task.kind != TaskKind.PICK, Batch.state == BatchState.READY),
        or_(Task.kind != TaskKind.COUNT, Task.order_line_id.is_(None)), not_(Task.gathers()),
    )
    query = (
        select(
            Task.number, Task.kind, Task.state, Task.document, Task.priority, Task.quantity, Task.done_quantity,
            Batch.number.label("batch"), Item.sku.label("item"), Item.name.label("item_name"),
            start.code.label("start"), target.code.label("target"), start.x_mm.label("x1"), start.y_mm.label("y1"),
            target.x_mm.label("x2"), target.y_mm.label("y2"), func.coalesce(Task.due_at, Wave.cutoff_at).label("due"),
            Task.created_at, Zone.code.label("zone"),
        )
        .outerjoin(Batch, Batch.id == Task.batch_id)
        .outerjoin(Wave, Wave.id == Batch.wave_id)
        .outerjoin(Item, Item.id == Task.item_id)
        .outerjoin(start, start.id == Task.from_location_id)
        .outerjoin(Zone, Zone.id == start.zone_id)
        .outerjoin(target, target.id == Task.to_location_id)
        .outerjoin(User, User.id == Task.claimed_by_id)
        .where(Task.kind.in_(kinds), or_(mine, free))
        .order_by(Task.sequence, Task.id)
    )  # fmt: skip
    return connection.execute(query).all()


def _in_their_zones(connection: Connection, user: str, rows: Sequence[Any]) -> Sequence[Any]:
    """Without the walks that lead through other zones than this person picks in, where roles name any."""
    query = (
        select(RolePermission.permission)
        .join(UserRole, UserRole.role_id == RolePermission.role_id)
        .join(User, User.id == UserRole.user_id)
        .where(User.login == user)
    )
    held = set(connection.execute(query).scalars())
    zones = {code.removeprefix(_PICK_ZONE) for code in held if code.startswith(_PICK_ZONE)}
    if not zones or held & {"*", f"{_PICK_ZONE}*"}:
        return rows
    astray = {row.batch for row in rows if row.kind is TaskKind.PICK and row.state is TaskState.OPEN
              and row.zone not in zones}  # fmt: skip
    return [row for row in rows if row.batch is None or row.batch not in astray]


def _one_a_batch(rows: Sequence[Any]) -> list[tuple[Any, int]]:
    """The first stop of each batch with how many there are left; every other task by itself."""
    stops: dict[str, int] = {}
    first: list[Any] = []
    for row in rows:
        work = _work(row)
        if work not in stops:
            first.append(row)
        stops[work] = stops.get(work, 0) + 1
    return [(row, stops[_work(row)]) for row in first]


def _work(row: Any) -> str:
    return str(row.batch or row.number)


def _pieces(rows: Sequence[Any]) -> dict[str, int]:
    """How many pieces are left of each batch, or of each task by itself."""
    found: dict[str, int] = {}
    for row in rows:
        found[_work(row)] = found.get(_work(row), 0) + row.quantity - row.done_quantity
    return found


def _here(connection: Connection, user: str) -> Point | None:
    """Where the person finished last: where the goods went, or where they were looked at."""
    start, target = aliased(Location), aliased(Location)
    query = (
        select(Task.kind, start.x_mm.label("x1"), start.y_mm.label("y1"), target.x_mm.label("x2"),
               target.y_mm.label("y2"))
        .join(User, User.id == Task.claimed_by_id)
        .outerjoin(start, start.id == Task.from_location_id)
        .outerjoin(target, target.id == Task.to_location_id)
        .where(User.login == user, Task.state == TaskState.DONE)
        .order_by(Task.done_at.desc(), Task.id.desc()).limit(1)
    )  # fmt: skip
    row = connection.execute(query).first()
    return None if row is None else _end(row)


def _begin(row: Any) -> Point | None:
    return None if row.x1 is None else (row.x1, row.y1)


def _end(row: Any) -> Point | None:
    """A pick ends at its shelf: the tote goes on with the picker."""
    if row.kind is TaskKind.PICK or row.x2 is None:
        return _begin(row)
    return row.x2, row.y2


def _way(here: Point | None, there: Point | None) -> int | None:
    """Along the aisles, as nobody walks through racks."""
    if here is None or there is None:
        return None
    return abs(here[0] - there[0]) + abs(here[1] - there[1])


def _rank(row: Any, now: datetime) -> tuple[bool, int, bool]:
    """What comes first whatever the way: what is in hand, then by priority, then what presses."""
    pressing = row.due is not None and row.due - now < PRESSING
    return row.state is not TaskState.CLAIMED, row.priority, not pressing


def _queue(
    rows: list[tuple[Any, int]], here: Point | None, now: datetime
) -> Iterator[tuple[Any, int, Reason, int | None]]:
    """The pieces of work in order, each with why and the way from the one before."""
    far = datetime.max.replace(tzinfo=now.tzinfo)
    left = sorted(rows, key=lambda one: (_rank(one[0], now), one[0].due or far, one[0].created_at, one[0].number))
    lowest = max((row.priority for row, _ in left), default=0)
    for _ in range(min(CHAINED, len(left))):
        alike = [one for one in left if _rank(one[0], now) == _rank(left[0][0], now)]
        chosen = min(alike, key=lambda one: _far(here, one[0]))
        left.remove(chosen)
        row, many = chosen
        way = _way(here, _begin(row))
        yield row, many, _why(row, now, lowest), way
        here = _end(row) or here
    for row, many in left:
        yield row, many, Reason.LATER, None


def _far(here: Point | None, row: Any) -> int:
    way = _way(here, _begin(row))
    return 0 if way is None else way


def _why(row: Any, now: datetime, lowest: int) -> Reason:
    claimed, priority, calm = _rank(row, now)
    if not claimed:
        return Reason.MINE
    if not calm:
        return Reason.DUE
    return Reason.URGENT if priority < min(lowest, 5) else Reason.NEAR
