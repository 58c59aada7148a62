"""The small warehouse in the middle of its morning: stock on the shelves, orders on their way, a truck at the dock."""

from __future__ import annotations

from datetime import timedelta

from wms.app.application import App
from wms.base.clock import SetClock
from wms.model.item import Item
from wms.model.people import User, UserRole
from wms.model.words import LocationType, PickMethod
from wms.operations import find
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.master_data.homes import AssignSlot, ComponentLine, DefineKit
from wms.operations.master_data.locations import LocationLine, RegisterLocations
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

SHELVES = (
    ("PEN", "F-01-01", 20), ("PEN", "R-01-01", 48), ("CAP", "F-01-02", 12), ("CAP", "R-01-02", 24),
    ("VALVE", "F-01-03", 8), ("KIT", "F-01-04", 3), ("PEN", "F-01-05", 4), ("CAP", "F-01-05", 2),
)  # fmt: skip


def furnish(app: App, clock: SetClock) -> None:
    """Add people, a kit, homes, stock and work to the small warehouse."""
    with app.database.writing() as session:
        cap = Item(sku="CAP", name="Pen cap", family="office", cost_minor=3)
        boss = User(login="boss", name="The second person")
        session.add_all([cap, boss, User(login="guest", name="A visitor")])
        session.flush()
        session.add(UserRole(user_id=boss.id, role_id=1))
        find.item(session, "PEN").substitute_id = cap.id
    app.run(ChangeSetting(name="putaway.model_limit", value="0"))
    app.run(ChangeSetting(name="adjusting.limit_minor", value="2000"))
    app.run(RegisterLocations(lines=tuple(
        LocationLine(code=f"W-{number}", zone="PCK", aisle="01", type=LocationType.TOTE, x_mm=5_000, y_mm=20_000,
                     pick_sequence=90 + number) for number in (1, 2, 3)
    )))  # fmt: skip
    app.run(DefineKit(kit="KIT", lines=(ComponentLine(item="PEN", quantity=2), ComponentLine(item="CAP", quantity=1))))
    for sku, place in (("PEN", "F-01-01"), ("CAP", "F-01-02")):
        app.run(AssignSlot(item=sku, location=place, minimum=10, maximum=30))
    lines = [OpeningLine(item=sku, location=place, quantity=quantity) for sku, place, quantity in SHELVES]
    lines += [OpeningLine(item="MILK", location="C-01-01", quantity=6, lot=f"L{number}",
                          expiry=(clock() + timedelta(days=6 * number)).date()) for number in (1, 2)]  # fmt: skip
    lines += [OpeningLine(item="DRILL", location="F-01-06", quantity=1, serial=f"S{n}") for n in (1, 2, 3)]
    app.run(PostOpeningStock(lines=tuple(lines)))
    for number, sku in enumerate(("PEN", "MILK", "DRILL", "CAP")):
        app.run(EnterOrder(customer="CUS", carrier="CAR", lines=(
            OrderedLine(item=sku, quantity=1 if sku == "DRILL" else 3, substitute_allowed=True),
            OrderedLine(item="VALVE", quantity=1 + number))))  # fmt: skip
    app.run(AllocateOrders())
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document))
    for sku in ("PEN", "CAP", "PEN"):
        lines = (OrderedLine(item=sku, quantity=2), OrderedLine(item="MILK", quantity=2))
        app.run(EnterOrder(customer="CUS", carrier="CAR", lines=lines))
    app.run(AllocateOrders())
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document, method=PickMethod.ZONE))
