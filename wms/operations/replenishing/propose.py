"""Replenishment is proposed: who should bring what from reserve to which forward pick location, as tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import insert

from wms.base.errors import Problems
from wms.base.jobs import Watch
from wms.model.site import Site
from wms.model.words import TaskKind, TaskState
from wms.model.work import Task
from wms.operations import find, fitting, settings
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.planning import expecting
from wms.operations.replenishing import shelves
from wms.operations.replenishing.plan import Haul, again, hauls
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeReplenishment(Command):
    """Make tasks that fill forward pick locations: those below their minimum, and those that orders will empty."""

    site: str = arg("The site; empty when there is only one", "", refers="site")
    items: tuple[str, ...] = arg("Only these items; empty: all that have a home", (), refers="item")
    orders: bool = arg("Also bring what open orders want and hold nothing for yet", True)
    forecast: bool = arg("Also bring what is expected to be ordered, for as many days as are set", True)


def think(command: ProposeReplenishment, unit: Unit) -> Callable[[], list[Haul]]:
    """Read homes and reserve; what is brought is planned while others work."""
    _, known, plan = _read(command, unit)
    return lambda: plan(known)


@handles("replenishing.propose", "tasks", think=think)
def propose_replenishment(command: ProposeReplenishment, unit: Unit) -> Answer:
    site, known, plan = _read(command, unit)
    planned = None if unit.thought is None else again(known, unit.thought)
    return written(unit, site, plan(known) if planned is None else planned)


def _read(
    command: ProposeReplenishment, unit: Unit
) -> tuple[Site, shelves.Shelves, Callable[[shelves.Shelves], list[Haul]]]:
    """The site, what its shelves hold and want, and the planner with the house's pace. Raises Refused."""
    problems = Problems()
    site = tried(problems, find.site, unit.session, command.site)
    catalogue = find.Catalogue(unit.session, command.items)
    items = set()
    for row, code in enumerate(command.items, 1):
        known = catalogue.find(code)
        if known is None:
            problems.add("There is no item {value}.", field="items", row=row, value=code, found=code)
        else:
            items.add(known[0].id)
    problems.refuse()
    assert site is not None
    plan = partial(
        hauls, movers=settings.value(unit.session, "replenishing.movers"),
        horizon_s=settings.value(unit.session, "replenishing.horizon_minutes") * 60,
        handling_s=settings.value(unit.session, "replenishing.handling_seconds"), watch=unit.watch,
    )  # fmt: skip
    there = shelves.read(unit, site, items, command.orders)
    days = settings.value(unit.session, "replenishing.forecast_days") if command.forecast else 0
    past = expecting.past(unit.session, unit.now, site.id) if days else expecting.NOTHING
    return site, there, partial(_with_forecast, past, days, unit.watch, plan)


def _with_forecast(
    past: expecting.Past, days: int, watch: Watch, plan: Callable[[shelves.Shelves], list[Haul]], known: shelves.Shelves
) -> list[Haul]:
    """The trips when orders to come are counted in, as many as come in four of five cases."""
    homes = {home.item.id for home in known.homes}
    coming = expecting.expected(past.only(homes), days, expecting.SAFE, watch)
    known.forecast = {item: quantity for item, quantity in coming.items() if quantity}
    return plan(known)


def written(unit: Unit, site: Site, planned: Sequence[Haul]) -> Answer:
    """Make the tasks of the planned trips, except those the locations' hard rules do not allow, which are told."""
    fit, told = _fitting(unit, planned)
    document = unit.number("RP")
    if fit:
        unit.session.execute(insert(Task), _tasks(unit, site, document, fit))
    values = {"number": document, "tasks": len(fit), "left_out": told,
              "quantity": sum(haul.quantity for haul in fit)}  # fmt: skip
    return Answer("{number}: {tasks} tasks bring {quantity} pieces to forward pick locations.", values, document)


def _fitting(unit: Unit, planned: Sequence[Haul]) -> tuple[list[Haul], list[str]]:
    """What the locations' hard rules allow, and in words what they do not."""
    problems = Problems()
    arrivals = [
        fitting.Arrival(haul.home.location, haul.home.item, haul.quantity, haul.pile.source[2], row=row)
        for row, haul in enumerate(planned, 1)
    ]
    fitting.judge(unit.session, arrivals, problems)
    refused = {problem.row for problem in problems.found}
    fit = [haul for row, haul in enumerate(planned, 1) if row not in refused]
    return fit, [problem.message for problem in problems.found]


def _tasks(unit: Unit, site: Site, document: str, planned: Sequence[Haul]) -> list[dict[str, Any]]:
    return [
        {
            "number": number, "kind": TaskKind.REPLENISH, "state": TaskState.OPEN, "site_id": site.id,
            "document": document, "sequence": place, "item_id": haul.home.item.id, "lot_id": haul.pile.source[2],
            "lpn_id": haul.pile.source[3], "from_location_id": haul.pile.location.id,
            "to_location_id": haul.home.location.id, "quantity": haul.quantity,
            "due_at": unit.now + timedelta(seconds=haul.due_s), "created_at": unit.now, "reason": haul.why,
        }
        for place, (number, haul) in enumerate(zip(unit.numbers("T", len(planned)), planned, strict=True), 1)
    ]  # fmt: skip
