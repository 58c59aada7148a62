"""What is to be done: tasks of every kind, who has claimed them, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.outbound import Batch
from wms.model.people import User
from wms.model.site import Location
from wms.model.tracking import Lot
from wms.model.words import TaskKind, TaskState
from wms.model.work import Task
from wms.queries.pieces import only
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task."""

    task: str = col("Task")
    kind: TaskKind = col("Kind")
    state: TaskState = col("State")
    priority: int = col("Priority", "number")
    document: str = col("Document")
    batch: str | None = col("Batch")
    sequence: int = col("Stop", "number")
    item: str | None = col("Item")
    item_name: str | None = col("Name")
    lot: str = col("Lot")
    lpn: str = col("LPN")
    from_location: str | None = col("From")
    to_location: str | None = col("To")
    quantity: int = col("Quantity", "quantity")
    done_quantity: int = col("Done", "quantity")
    due_at: datetime | None = col("Due", "moment")
    created_at: datetime = col("Created", "moment")
    claimed_by: str | None = col("Claimed by")
    claimed_at: datetime | None = col("Claimed", "moment")
    done_at: datetime | None = col("Done at", "moment")
    reason: str = col("Reason", "told")


@question(TaskRow, key=("task",), sort=("priority", "created_at"), topics=("tasks",))
def open_tasks(
    kind: TaskKind | None = None, user: str = "", document: str = "", item: str = "", location: str = ""
) -> Selected:
    """Tasks that are open or claimed, the most urgent first."""
    return tasks(kind=kind, user=user, document=document, item=item, location=location).where(
        Task.state.in_((TaskState.OPEN, TaskState.CLAIMED))
    )


@question(TaskRow, key=("task",), sort=("priority", "created_at"), topics=("tasks", "orders"))
def cross_dock_tasks(item: str = "", location: str = "") -> Selected:
    """Goods on their way from a dock to a staging lane, for orders that wait; what is not done yet."""
    return open_tasks(kind=TaskKind.MOVE, item=item, location=location).where(Task.allocation_id.is_not(None))


@question(TaskRow, key=("task",), sort=("-task",), topics=("tasks",))
def tasks(
    task: str = "", kind: TaskKind | None = None, state: TaskState | None = None, user: str = "", document: str = "",
    batch: str = "", item: str = "", location: str = "",
) -> Selected:  # fmt: skip
    """All tasks, the newest first; `location` is where they begin."""
    start, target = aliased(Location), aliased(Location)
    statement = (
        select(
            Task.number.label("task"), Task.kind, Task.state, Task.priority, Task.document,
            Batch.number.label("batch"), Task.sequence, Item.sku.label("item"), Item.name.label("item_name"),
            Lot.code.label("lot"), Lpn.code.label("lpn"), start.code.label("from_location"),
            target.code.label("to_location"), Task.quantity, Task.done_quantity, Task.due_at, Task.created_at,
            User.login.label("claimed_by"), Task.claimed_at, Task.done_at, Task.reason,
        )
        .join(Lot, Lot.id == Task.lot_id)
        .join(Lpn, Lpn.id == Task.lpn_id)
        .outerjoin(Batch, Batch.id == Task.batch_id)
        .outerjoin(Item, Item.id == Task.item_id)
        .outerjoin(start, start.id == Task.from_location_id)
        .outerjoin(target, target.id == Task.to_location_id)
        .outerjoin(User, User.id == Task.claimed_by_id)
    )  # fmt: skip
    return only(
        statement, (Task.number, task), (Task.kind, kind), (Task.state, state), (User.login, user),
        (Task.document, document), (Batch.number, batch), (Item.sku, item), (start.code, location),
    )  # fmt: skip
