"""How far goods are driven inside the house, and the carbon dioxide of it, by a stated formula.

A task done is a drive from its first place to its second and back, along the building's two directions. Each kilometre
counts the grams that are set (`reporting.co2_g_per_km`). What is carried on foot (picks) is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from wms.model.records import Setting
from wms.model.site import Location
from wms.model.words import TaskKind, TaskState
from wms.model.work import Task
from wms.queries.periods import as_day, day_of, span
from wms.queries.pieces import counted, total
from wms.queries.question import col, computed

DRIVEN = (TaskKind.PUTAWAY, TaskKind.REPLENISH, TaskKind.MOVE, TaskKind.LOAD)
SETTING, GRAMS = "reporting.co2_g_per_km", 500
KILOMETRE = 1_000_000


@dataclass(frozen=True, slots=True)
class TransportRow:
    """The drives of one kind of task on one day; `grams` of carbon dioxide."""

    day: date = col("Day", "date")
    kind: TaskKind = col("Kind")
    tasks: int = col("Tasks", "number")
    driven_mm: int = col("Driven", "mm")
    grams: int = col("CO₂", "grams")


@computed(TransportRow, key=("day", "kind"), sort=("day", "kind"), topics=("tasks",))
def internal_transport(
    connection: Connection, start: date | None, first: date | None = None, last: date | None = None,
    grams_per_km: int | None = None,
) -> Iterator[TransportRow]:  # fmt: skip
    """How far goods were driven on each day (of the last 30) by kind of task, and the carbon dioxide of it."""
    since, until = span(first, last)
    source, target, day = aliased(Location), aliased(Location), day_of(Task.done_at).label("day")
    way = func.abs(source.x_mm - target.x_mm) + func.abs(source.y_mm - target.y_mm)
    query = (
        select(day, Task.kind, counted(), total(2 * way))
        .join(source, source.id == Task.from_location_id).join(target, target.id == Task.to_location_id)
        .where(Task.state == TaskState.DONE, Task.kind.in_(DRIVEN), Task.done_at >= since, Task.done_at < until,
               source.id > 0, target.id > 0)
        .group_by(day, Task.kind).order_by(day, Task.kind)
    )  # fmt: skip
    grams = _grams(connection) if grams_per_km is None else grams_per_km
    for begin, kind, tasks, driven in connection.execute(query):
        yield TransportRow(as_day(begin), kind, tasks, driven, round(driven * grams / KILOMETRE))


def _grams(connection: Connection) -> int:
    kept = connection.scalar(select(Setting.value).where(Setting.name == SETTING))
    return GRAMS if kept is None else int(kept)
