"""How long work takes: what the planners reckon with, and what it really took, learnt from the tasks that are done.

When somebody began a task is not written down where tasks are claimed many at a time. So a task is taken to begin when
it was claimed or when the same person finished the one before, whichever is later; tasks finished in the same moment
(a paper list that is confirmed) share the time equally. What took longer than LONGEST_S each, or no time at all, was
no measured piece of work (a break, a form filled in afterwards) and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from statistics import median
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from wms.base.clock import utc_now
from wms.model.people import User
from wms.model.records import Setting
from wms.model.site import Location
from wms.model.words import TaskKind, TaskState
from wms.model.work import Task
from wms.queries.pace import pace
from wms.queries.question import col, computed

LONGEST_S = 1_800
HANDLING_S = 120
"""What a trip from reserve takes beside the way, unless `replenishing.handling_seconds` says otherwise."""
MM_PER_S = 1_000
"""How fast planners let people walk with goods."""


@dataclass(frozen=True, slots=True)
class WorkTimeRow:
    """One kind of task: how many were done and measured in the period, and the seconds one takes.

    `expected_s` is what the planners reckon with, missing where they do not plan such work; `median_s` and `slow_s`
    (nine of ten take no longer) are learnt, and missing where nothing was measured.
    """

    kind: TaskKind = col("Kind")
    done: int = col("Done", "number")
    measured: int = col("Measured", "number")
    expected_s: int | None = col("Expected (s)", "number")
    median_s: int | None = col("Usually (s)", "number")
    slow_s: int | None = col("Nine of ten within (s)", "number")


@dataclass(frozen=True, slots=True)
class Worked:
    """One task that was done: by whom, what it was expected to take and what it took in seconds (None: not known)."""

    login: str
    kind: TaskKind
    expected_s: int | None
    actual_s: float | None


@computed(WorkTimeRow, key=("kind",), sort=("kind",), topics=("tasks", "settings"))
def work_times(
    connection: Connection, start: str | None, days: int = 30, at: datetime | None = None
) -> Iterator[WorkTimeRow]:
    """What each kind of task takes: expected by the planners, and as learnt from the last days."""
    now = at or utc_now()
    by_kind: dict[TaskKind, list[Worked]] = defaultdict(list)
    for one in worked(connection, now - timedelta(days=days), now):
        by_kind[one.kind].append(one)
    for kind in sorted(by_kind, key=str):
        if start is None or kind >= start:
            yield _learnt(kind, by_kind[kind])


def _learnt(kind: TaskKind, done: Sequence[Worked]) -> WorkTimeRow:
    actual = sorted(one.actual_s for one in done if one.actual_s is not None)
    expected = [one.expected_s for one in done if one.expected_s is not None]
    slow = actual[max(0, -(-9 * len(actual) // 10) - 1)] if actual else None
    return WorkTimeRow(
        kind, len(done), len(actual), round(median(expected)) if expected else None,
        round(median(actual)) if actual else None, None if slow is None else round(slow),
    )  # fmt: skip


def worked(connection: Connection, since: datetime, until: datetime) -> Iterator[Worked]:
    """Every task done in the period, person by person in the order they did them."""
    standard = _Standard(connection)
    for _, tasks in groupby(_done(connection, since, until), key=lambda row: row.login):
        last: datetime | None = None
        for done_at, together in groupby(tasks, key=lambda row: row.done_at):
            rows = list(together)
            seconds = _each_s(rows, done_at, last)
            last = done_at
            for row in rows:
                yield Worked(row.login, row.kind, standard.seconds(row), seconds)


def _each_s(rows: Sequence[Any], done_at: datetime, last: datetime | None) -> float | None:
    """What each of these took, that were finished together."""
    claims = [row.claimed_at for row in rows if row.claimed_at is not None and row.claimed_at < done_at]
    begun = max((moment for moment in (min(claims, default=None), last) if moment is not None), default=None)
    if begun is None:
        return None
    each = (done_at - begun).total_seconds() / len(rows)
    return each if 0 < each <= LONGEST_S else None


def _done(connection: Connection, since: datetime, until: datetime) -> Sequence[Any]:
    start, target = aliased(Location), aliased(Location)
    query = (
        select(User.login, Task.kind, Task.claimed_at, Task.done_at, start.x_mm.label("x1"), start.y_mm.label("y1"),
               target.x_mm.label("x2"), target.y_mm.label("y2"))
        .join(User, User.id == Task.claimed_by_id)
        .outerjoin(start, start.id == Task.from_location_id)
        .outerjoin(target, target.id == Task.to_location_id)
        .where(Task.state == TaskState.DONE, ~Task.gathers(), Task.done_at >= since, Task.done_at <= until)
        .order_by(User.login, Task.done_at, Task.id)
    )  # fmt: skip
    return connection.execute(query).all()


class _Standard:
    """What planners reckon with for one task."""

    def __init__(self, connection: Connection) -> None:
        set_ = pace(connection)
        named = select(Setting.value).where(Setting.name == "replenishing.handling_seconds")
        found: Any = connection.execute(named).scalar()
        self._flat = {TaskKind.PICK: set_.pick_s, TaskKind.LOAD: set_.load_s}
        self._handling = HANDLING_S if found is None else int(found)

    def seconds(self, row: Any) -> int | None:
        """Picks and loading take their time each; a trip from reserve its handling and the way there and back."""
        if row.kind is not TaskKind.REPLENISH or None in (row.x1, row.x2):
            return self._flat.get(row.kind)
        way_mm: int = abs(row.x1 - row.x2) + abs(row.y1 - row.y2)
        return self._handling + 2 * way_mm // MM_PER_S
