"""Founding the demo: the building, the catalogue, the people and the first morning's stock, by ordinary commands."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from wms.app.application import App
from wms.app.demo import catalogue, people, stock
from wms.app.demo.building import Building, building
from wms.app.demo.catalogue import Goods
from wms.app.demo.sizes import SIZES, Size
from wms.base.errors import refuse
from wms.base.jobs import Progress, Watch
from wms.operations.command import Command
from wms.operations.master_data.cartons import CartonTypeLine, RegisterCartonTypes
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.master_data.homes import AssignSlots
from wms.operations.master_data.items import RegisterItems
from wms.operations.master_data.locations import RegisterLocations
from wms.operations.master_data.parties import RegisterOwner, RegisterParties
from wms.operations.opening_stock import PostOpeningStock

CARTONS = tuple(
    CartonTypeLine(code=code, length_mm=length, width_mm=width, height_mm=height, max_weight_g=weight, tare_g=tare,
                   cost_minor=cost)
    for code, length, width, height, weight, tare, cost in (
        ("XS", 200, 150, 100, 5_000, 60, 18),
        ("S", 300, 220, 160, 10_000, 140, 32),
        ("M", 400, 300, 250, 18_000, 310, 58),
        ("L", 600, 400, 350, 25_000, 620, 95),
        ("XL", 800, 600, 500, 30_000, 1_200, 190),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Demo:
    """The founded site, and what is needed to go on living in it."""

    size: Size
    plan: Building
    range_: list[Goods]


def found(app: App, size_name: str, seed: int, today: date, watch: Watch | None = None) -> Demo:
    """Build the demo in an empty database. Raises Refused for an unknown size, or when something is there already."""
    if size_name not in SIZES:
        raise refuse("There is no size {size}; choose among {known}.", field="size", size=size_name,
                     known=", ".join(SIZES))  # fmt: skip
    size = SIZES[size_name]
    dice = random.Random(f"{seed}:{size_name}")
    plan = building(size)
    range_ = catalogue.goods(size, dice)
    steps = _commands(size, plan, range_, today, dice)
    for number, (doing, command) in enumerate(steps):
        (watch or Watch()).report(Progress(doing, number, len(steps)))
        app.run(command)
    return Demo(size, plan, range_)


def lay_out(app: App, size_name: str) -> Building:
    """Only the building, its owner, its cartons and its people: for goods that come from elsewhere."""
    size = SIZES[size_name]
    plan = building(size)
    for _, command in _building_commands(size, plan):
        app.run(command)
    return plan


def _building_commands(size: Size, plan: Building) -> list[tuple[str, Command]]:
    return [
        *(("Drawing the building", command) for command in (plan.site, *plan.zones, *plan.aisles)),
        ("Placing locations", RegisterLocations(lines=plan.locations)),
        ("Registering the owner", RegisterOwner(code="OWN", name="Own stock")),
        ("Registering cartons", RegisterCartonTypes(lines=CARTONS)),
        *(("Hiring people", command) for command in people.commands(size)),
        ("Saying that it is made up", ChangeSetting(name="site.demo", value="yes")),
    ]


def _commands(
    size: Size, plan: Building, range_: list[Goods], today: date, dice: random.Random
) -> list[tuple[str, Command]]:
    slots = stock.homes(range_, plan, dice)
    opening = tuple(stock.opening(range_, plan, slots, today, dice))
    return [
        *_building_commands(size, plan),
        ("Registering items", RegisterItems(lines=tuple(one.line for one in range_))),
        ("Registering partners", RegisterParties(lines=tuple(catalogue.parties(size, dice)))),
        ("Giving items a home", AssignSlots(lines=tuple(slots))),
        ("Counting the opening stock", PostOpeningStock(lines=opening, document="OPENING")),
    ]


def is_founded(app: App) -> bool:
    """Whether there is a site already."""
    with app.database.reading() as connection:
        return bool(connection.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM site)").scalar_one())
