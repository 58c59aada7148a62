"""Who does what now, how far they are, since when; and what was done today against what it was expected to take."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, type_coerce

from wms.base.clock import at as midnight
from wms.base.clock import utc_now
from wms.model.outbound import Batch
from wms.model.people import User
from wms.model.site import Location
from wms.model.words import TaskKind, TaskState
from wms.model.work import Task
from wms.queries.pieces import counted
from wms.queries.question import col, computed
from wms.queries.work_times import worked


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person. `doing` to `of` tell of the work in hand (its batch, or the document of its tasks); none: idle.

    `expected_s` and `actual_s` are sums over those of today's tasks for which both are known.
    """

    login: str = col("Login")
    name: str = col("Name")
    doing: TaskKind | None = col("Does now")
    document: str = col("Document")
    task: str = col("Task")
    place: str = col("Place")
    since: datetime | None = col("Since", "moment")
    done: int = col("Done of it", "number")
    of: int = col("Of", "number")
    claimed: int = col("In hand", "number")
    today: int = col("Done today", "number")
    picks: int = col("Picks", "number")
    putaways: int = col("Put away", "number")
    replenishments: int = col("Filled", "number")
    counts: int = col("Counted", "number")
    others: int = col("Other tasks", "number")
    expected_s: int = col("Expected (s)", "number")
    actual_s: int = col("Took (s)", "number")
    last_at: datetime | None = col("Last done", "moment")


NAMED = (TaskKind.PICK, TaskKind.PUTAWAY, TaskKind.REPLENISH, TaskKind.COUNT)
"""The kinds that are told apart; the rest are other tasks."""


@dataclass(slots=True)
class _Day:
    """What one person did today."""

    kinds: Counter[TaskKind] = field(default_factory=Counter)
    expected_s: float = 0
    actual_s: float = 0


@computed(PersonRow, key=("login",), sort=("login",), topics=("tasks", "waves", "people"))
def people_work(
    connection: Connection, start: str | None, since: datetime | None = None, at: datetime | None = None,
    everybody: bool = False,
) -> Iterator[PersonRow]:  # fmt: skip
    """What people do now and did since a moment (today's midnight); `everybody` also names those who did nothing."""
    now = at or utc_now()
    begin = since or midnight(now.date())
    hands, days = _in_hand(connection), _days(connection, begin, now)
    totals = _totals(connection, hands)
    last = _last(connection, begin)
    for login, name in connection.execute(select(User.login, User.name).where(User.active).order_by(User.login)):
        busy = login in hands or login in days
        if (busy or everybody) and (start is None or login >= start):
            yield _row(login, name, hands.get(login, ()), days.get(login, _Day()), totals, last.get(login))


def _row(
    login: str, name: str, hand: Sequence[Any], day: _Day, totals: Mapping[tuple[str, str], tuple[int, int]],
    last: datetime | None,
) -> PersonRow:  # fmt: skip
    now = hand[0] if hand else None
    done, of = totals.get((login, _work(now)), (0, 1)) if now is not None else (0, 0)
    kinds = day.kinds
    picks, putaways, fills, counts = (kinds[kind] for kind in NAMED)
    return PersonRow(
        login, name, now.kind if now is not None else None, _work(now) if now is not None else "",
        now.number if now is not None else "", (now.place or "") if now is not None else "",
        now.claimed_at if now is not None else None, done, of, len(hand), kinds.total(),
        picks, putaways, fills, counts, kinds.total() - picks - putaways - fills - counts,
        round(day.expected_s), round(day.actual_s), last,
    )  # fmt: skip


def _work(row: Any) -> str:
    """What the task belongs to: its batch, its document, or only itself."""
    return str(row.batch or row.document or row.number)


def _in_hand(connection: Connection) -> dict[str, list[Any]]:
    """The tasks each person has claimed: what they took last first, in its own order."""
    query = (
        select(User.login, Task.number, Task.kind, Task.document, Batch.number.label("batch"), Task.claimed_at,
               Task.batch_id, Location.code.label("place"))
        .join(User, User.id == Task.claimed_by_id)
        .outerjoin(Batch, Batch.id == Task.batch_id)
        .outerjoin(Location, Location.id == Task.from_location_id)
        .where(Task.state == TaskState.CLAIMED)
        .order_by(Task.claimed_at.desc(), Task.sequence, Task.id)
    )  # fmt: skip
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.login].append(row)
    return found


def _totals(connection: Connection, hands: Mapping[str, Sequence[Any]]) -> dict[tuple[str, str], tuple[int, int]]:
    """How much of the work in hand is done, and how much it is: all of a batch, or a person's part of a document."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for login, hand in hands.items():
        now = hand[0]
        its = (Task.batch_id == now.batch_id,) if now.batch_id is not None else (
            Task.document == now.document, Task.kind == now.kind, Task.claimed_by_id == _id_of(login),
        )  # fmt: skip
        if now.batch_id is None and not now.document:
            found[login, _work(now)] = (0, 1)
            continue
        query = select(Task.state, counted()).where(*its, Task.state != TaskState.CANCELLED).group_by(Task.state)
        states = {state: int(count) for state, count in connection.execute(query)}
        found[login, _work(now)] = states.get(TaskState.DONE, 0), sum(states.values())
    return found


def _id_of(login: str) -> Any:
    return select(User.id).where(User.login == login).scalar_subquery()


def _days(connection: Connection, begin: datetime, now: datetime) -> dict[str, _Day]:
    found: dict[str, _Day] = defaultdict(_Day)
    for one in worked(connection, begin, now):
        day = found[one.login]
        day.kinds[one.kind] += 1
        if one.expected_s is not None and one.actual_s is not None:
            day.expected_s += one.expected_s
            day.actual_s += one.actual_s
    return found


def _last(connection: Connection, begin: datetime) -> dict[str, datetime]:
    """When each person last finished something today."""
    newest = type_coerce(func.max(Task.done_at), Task.done_at.type)
    query = (
        select(User.login, newest).join(User, User.id == Task.claimed_by_id)
        .where(Task.state == TaskState.DONE, Task.done_at >= begin).group_by(User.login)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
