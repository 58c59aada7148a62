"""How a day begins: on the demo's own orders, or on one real day's orders from a file."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from wms.app.application import App
from wms.app.demo import deliveries
from wms.app.demo import orders as demand
from wms.app.demo.catalogue import Goods
from wms.app.demo.found import found, is_founded, lay_out
from wms.app.demo.sizes import SIZES
from wms.app.importing import Imported, import_file
from wms.base.clock import SetClock, at
from wms.base.errors import refuse
from wms.base.jobs import Watch
from wms.exchange import importing
from wms.operations.announcing.register import RegisterAsns
from wms.operations.ordering.enter import EnterOrders

DEMO_DAY = date(2026, 3, 2)


def demo_orders(app: App, clock: SetClock, size_name: str, seed: int, watch: Watch) -> date:
    """Found the demo where there is nothing yet, and enter a day's orders where none are open; returns the day."""
    if is_founded(app):
        if not app.ask("open_orders", limit=1).rows:
            raise refuse("There are no open orders in this database; name a file with --orders.", field="orders")
        return clock().date()
    clock.now = at(DEMO_DAY, 5)
    demo = found(app, size_name, seed, DEMO_DAY, watch)
    enter_demo_day(app, demo.range_, size_name, seed, DEMO_DAY)
    return DEMO_DAY


def enter_demo_day(app: App, range_: list[Goods], size_name: str, seed: int, day: date) -> None:
    """Enter what the demo's customers want on that day, and what its suppliers bring."""
    dice = random.Random(f"orders:{seed}:{day}")
    app.run(EnterOrders(orders=tuple(demand.of_day(SIZES[size_name], range_, day, dice))))
    app.run(RegisterAsns(deliveries=tuple(deliveries.of_day(SIZES[size_name], range_, day, dice))))


def real_orders(
    app: App, clock: SetClock, path: Path, profile: str, wanted: date | None, watch: Watch
) -> tuple[date, Imported]:
    """Import one day's orders from a file; they are worked off the next morning. Returns that day and the import."""
    days = days_of(path, profile)
    if not days:
        raise refuse("There are no orders in this file.", field="orders")
    day = wanted or min(days)
    if day not in days:
        raise refuse("The file has no orders of {day}; its days go from {first} to {last}.", field="date",
                     day=day.isoformat(), first=min(days).isoformat(), last=max(days).isoformat())  # fmt: skip
    morning = day + timedelta(days=1)
    clock.now = at(morning, 5) if not is_founded(app) else max(clock.now, at(morning, 5))
    if not is_founded(app):
        lay_out(app, "medium" if days[day] > 300 else "small")
    done = import_file(app, "orders", path, profile, only=lambda values: values["entered"][:10] == day.isoformat(),
                       note=day.isoformat(), watch=watch)  # fmt: skip
    if done.problems:
        raise refuse("The orders cannot be imported: {first}", field="orders", first=str(done.problems[0]))
    return morning, done


def days_of(path: Path, profile: str) -> Counter[date]:
    """How many order lines the file has for each day."""
    shown = importing.preview("orders", path, profile)
    if "entered" not in shown.profile.fields:
        raise refuse("The profile does not say when orders were entered, so no day can be chosen.", field="profile")
    return Counter(date.fromisoformat(values["entered"][:10]) for _, values in shown.rows)
