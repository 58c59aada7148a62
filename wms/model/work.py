"""Work for people: tasks of every kind, cycle counts, waiting adjustments, and proposals of the planners."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, Index, and_
from sqlalchemy.orm import Mapped, mapped_column

from wms.model.base import Base, Versioned, choice, one_of, refers
from wms.model.types import Json
from wms.model.words import AdjustmentState, CountLineState, CountState, ProposalState, Status, TaskKind, TaskState


class Task(Versioned, Base):
    """One unit of work: take `quantity` of this from here to there. Pick tasks belong to a batch and an allocation.

    `choices` are the other places a planner would take, best first: {"location": code, "reason": text}.
    A move of an order line without an item is a gathering: what zones pick of the order meets at `to_location_id`.
    """

    __tablename__ = "task"

    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[TaskKind] = choice(TaskKind)
    state: Mapped[TaskState] = choice(TaskState, TaskState.OPEN)
    priority: Mapped[int] = mapped_column(default=5)
    site_id: Mapped[int] = refers("site", index=False)
    document: Mapped[str] = mapped_column(default="")
    batch_id: Mapped[int | None] = refers("batch", index=False)
    sequence: Mapped[int] = mapped_column(default=0)
    order_line_id: Mapped[int | None] = refers("order_line")
    allocation_id: Mapped[int | None] = refers("allocation")
    owner_id: Mapped[int | None] = refers("owner", index=False)
    item_id: Mapped[int | None] = refers("item", index=False)
    lot_id: Mapped[int] = refers("lot", index=False, default=0)
    status: Mapped[Status] = choice(Status, Status.AVAILABLE)
    lpn_id: Mapped[int] = refers("lpn", index=False, default=0)
    from_location_id: Mapped[int | None] = refers("location", index=False)
    to_location_id: Mapped[int | None] = refers("location")
    quantity: Mapped[int] = mapped_column(default=0)
    done_quantity: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    claimed_by_id: Mapped[int | None] = refers("users")
    claimed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    choices: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            one_of("kind", TaskKind), one_of("state", TaskState), one_of("status", Status),
            CheckConstraint("0 <= done_quantity AND done_quantity <= quantity", name="done"),
            Index("ix_task_state_kind_priority", "state", "kind", "priority"),
            Index("ix_task_batch_id_sequence", "batch_id", "sequence"),
            Index("ix_task_document", "document"),
        )  # fmt: skip

    @classmethod
    def gathers(cls) -> ColumnElement[bool]:
        """Whether the task brings an order's parts together."""
        return and_(cls.kind == TaskKind.MOVE, cls.item_id.is_(None), cls.order_line_id.is_not(None))


class Count(Versioned, Base):
    """A cycle count of some locations; blind means the counter does not see what the books say."""

    __tablename__ = "cycle_count"

    number: Mapped[str] = mapped_column(unique=True)
    site_id: Mapped[int] = refers("site", index=False)
    state: Mapped[CountState] = choice(CountState, CountState.OPEN)
    blind: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime]
    posted_at: Mapped[datetime | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (one_of("state", CountState),)


class CountLine(Base):
    """One stock key at one location: the books after move `snapshot_seq`, and what was found after `counted_seq`."""

    __tablename__ = "count_line"

    count_id: Mapped[int] = refers("cycle_count")
    owner_id: Mapped[int] = refers("owner", index=False)
    item_id: Mapped[int] = refers("item")
    lot_id: Mapped[int] = refers("lot", index=False, default=0)
    serial_id: Mapped[int] = refers("serial", index=False, default=0)
    status: Mapped[Status] = choice(Status)
    location_id: Mapped[int] = refers("location")
    lpn_id: Mapped[int] = refers("lpn", index=False, default=0)
    snapshot: Mapped[int]
    snapshot_seq: Mapped[int]
    counted: Mapped[int | None]
    counted_seq: Mapped[int | None]
    first_counted: Mapped[int | None]
    counted_by_id: Mapped[int | None] = refers("users", index=False)
    counted_at: Mapped[datetime | None]
    state: Mapped[CountLineState] = choice(CountLineState, CountLineState.OPEN)
    posted: Mapped[int] = mapped_column(default=0)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return one_of("status", Status), one_of("state", CountLineState)


class Adjustment(Versioned, Base):
    """A correction above the limit that waits for a second person; `lines` is what will be posted."""

    __tablename__ = "adjustment"

    number: Mapped[str] = mapped_column(unique=True)
    state: Mapped[AdjustmentState] = choice(AdjustmentState, AdjustmentState.WAITING)
    reason: Mapped[str]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    value_minor: Mapped[int]
    asked_by_id: Mapped[int] = refers("users", index=False)
    asked_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = refers("users", index=False)
    decided_at: Mapped[datetime | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            one_of("state", AdjustmentState),
            CheckConstraint("decided_by_id IS NULL OR decided_by_id <> asked_by_id", name="second_person"),
        )


class Proposal(Versioned, Base):
    """A planner's plan, kept until it is applied or put aside. `bound` is None when nothing is proven."""

    __tablename__ = "proposal"

    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(index=True)
    state: Mapped[ProposalState] = choice(ProposalState, ProposalState.PROPOSED)
    made_at: Mapped[datetime]
    summary: Mapped[str] = mapped_column(default="")
    plan: Mapped[dict[str, Any]] = mapped_column(Json)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (one_of("state", ProposalState),)
