"""How far goods are driven inside the house, and the carbon dioxide of it, by a stated formula.

A task done is a drive from its first place to its second and back, along the building's two directions. What is carried
on foot (picks) is not counted. A kilometre counts the grams that are set (`reporting.co2_g_per_km`); where none are,
they follow from what the trucks use in an hour of the test cycle of VDI 2198 (EN 16796, on every truck's type sheet),
in which they drive 60 times 60 m: grams a km = kWh (or litres) an hour × grams a kWh (or litre) ÷ 3.6. The grams at
first are those of the electricity of the United Kingdom (DESNZ, Greenhouse gas reporting: conversion factors 2024:
0.207 kg CO₂e a kWh; a litre of mineral diesel has 2.662 kg there).
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
SETTING = "reporting.co2_g_per_km"
ENERGY, USUAL_ENERGY = "reporting.truck_energy_per_hour", 4_500
FACTOR, USUAL_FACTOR = "reporting.co2_g_per_unit", 207
KILOMETRE, TEST_KM = 1_000_000, 3.6


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
        .where(Task.state == TaskState.DONE, Task.kind.in_(DRIVEN), ~Task.gathers(),
               Task.done_at >= since, Task.done_at < until,
               source.id > 0, target.id > 0)
        .group_by(day, Task.kind).order_by(day, Task.kind)
    )  # fmt: skip
    grams = _grams(connection) if grams_per_km is None else grams_per_km
    for begin, kind, tasks, driven in connection.execute(query):
        yield TransportRow(as_day(begin), kind, tasks, driven, round(driven * grams / KILOMETRE))


def _grams(connection: Connection) -> float:
    """Grams of CO₂ for a kilometre, as set or worked out."""
    wanted = (SETTING, ENERGY, FACTOR)
    query = select(Setting.name, Setting.value).where(Setting.name.in_(wanted))
    kept = {row.name: int(row.value) for row in connection.execute(query)}
    if kept.get(SETTING, 0):
        return float(kept[SETTING])
    return kept.get(ENERGY, USUAL_ENERGY) / 1_000 * kept.get(FACTOR, USUAL_FACTOR) / TEST_KM
