"""From the announcement to the shelf: one truck, every inbound step, and the books that follow."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from wms.app.application import App
from wms.base.errors import Denied, Refused
from wms.model.inbound import Inspection
from wms.model.people import Role, RolePermission, User, UserRole
from wms.model.site import Location
from wms.model.words import DiscrepancyKind, TaskKind
from wms.model.work import Task
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.command import COMMANDS, Command
from wms.operations.cross_docking.confirm import ConfirmCrossDock
from wms.operations.cross_docking.propose import ProposeCrossDock
from wms.operations.holding import PlaceHold, ReleaseHold
from wms.operations.inspecting import FailInspection, PassInspection
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.putting_away.confirm import ConfirmPutaway
from wms.operations.putting_away.propose import ProposePutaway
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.close import CloseReceipt
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines
from wms.operations.receiving.report import ReportDiscrepancy
from wms.operations.tasks import ClaimTask

ANNOUNCED = (
    AnnouncedLine(item="PEN", quantity=300), AnnouncedLine(item="VALVE", quantity=20),
    AnnouncedLine(item="MILK", quantity=24, lot="L1", expiry=date(2026, 3, 20)),
)  # fmt: skip
UNLOADED = (
    ReceivedLine(item="PEN", quantity=240, lpn="340123450000000018"), ReceivedLine(item="PEN", quantity=50),
    ReceivedLine(item="PEN", quantity=10, damaged=True), ReceivedLine(item="VALVE", quantity=20),
    ReceivedLine(item="MILK", quantity=24, lot="L1", expiry=date(2026, 3, 20)),
)  # fmt: skip


def stock(app: App) -> dict[tuple[str, str, str], int]:
    """Base units by sku, zone and status."""
    with app.database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT i.sku, z.code, s.status, sum(s.on_hand) FROM stock s JOIN item i ON i.id = s.item_id"
            " JOIN location l ON l.id = s.location_id JOIN zone z ON z.id = l.zone_id GROUP BY 1, 2, 3"
        )
        return {(row[0], row[1], row[2]): row[3] for row in rows}


def open_tasks(app: App, kind: TaskKind) -> list[tuple[str, str]]:
    with app.database.writing() as session:
        rows = session.execute(
            select(Task.number, Location.code).join(Location, Location.id == Task.to_location_id)
            .where(Task.kind == kind).order_by(Task.id)
        )  # fmt: skip
        return [(row.number, row.code) for row in rows]


def twice(app: App, command: Command) -> str:
    """Run it, and run it again with the same key: the second time must change nothing."""
    before = app.run(command, key=str(command))
    seen = stock(app)
    assert app.run(command, key=str(command)) == before
    assert stock(app) == seen
    return before.document


def test_a_truck_from_announcement_to_shelf(app: App) -> None:
    order = app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="MILK", quantity=10),))).document
    app.run(AllocateOrders())
    asn = twice(app, RegisterAsn(supplier="SUP", expected=datetime(2026, 3, 2, 7, tzinfo=UTC), lines=ANNOUNCED))
    receipt = twice(app, CheckIn(dock="DOCK-1", asn=asn))
    twice(app, ReceiveLines(receipt=receipt, lines=UNLOADED))
    twice(app, ReportDiscrepancy(receipt=receipt, item="PEN", kind=DiscrepancyKind.DAMAGED, quantity=10, note="wet"))
    assert app.run(CloseReceipt(receipt=receipt)).values["count"] == 0
    with app.database.writing() as session:
        inspection = session.scalars(select(Inspection.number)).one()
    twice(app, PassInspection(inspection=inspection, quantity=18))
    twice(app, FailInspection(inspection=inspection, note="leaks"))
    twice(app, ProposeCrossDock(receipt=receipt))
    [(task, lane)] = open_tasks(app, TaskKind.MOVE)
    twice(app, ConfirmCrossDock(task=task, lane=lane))
    hold = twice(app, PlaceHold(reason="recall", lpn="340123450000000018"))
    twice(app, ReleaseHold(hold=hold))
    twice(app, ProposePutaway(receipt=receipt))
    for number, place in open_tasks(app, TaskKind.PUTAWAY):
        twice(app, ConfirmPutaway(task=number, location=place))
    assert stock(app) == {
        ("PEN", "RES", "available"): 240, ("PEN", "FWD", "available"): 50, ("PEN", "QUA", "damaged"): 10,
        ("VALVE", "FWD", "available"): 18, ("VALVE", "QUA", "damaged"): 2, ("MILK", "CHL", "available"): 14,
        ("MILK", "STG", "available"): 10,
    }  # fmt: skip
    assert order == "O-000001"


def test_of_many_who_reach_for_a_task_one_gets_it(app: App) -> None:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLines(receipt=receipt, lines=UNLOADED[:1]))
    app.run(ProposePutaway(receipt=receipt))
    [(task, _)] = open_tasks(app, TaskKind.PUTAWAY)
    with app.database.writing() as session:
        role = Role(code="floor", name="Floor")
        people = [User(login=f"p{n}", name=f"P{n}") for n in range(6)]
        session.add_all([role, *people])
        session.flush()
        session.add(RolePermission(role_id=role.id, permission="tasks.claim"))
        session.add_all(UserRole(user_id=one.id, role_id=role.id) for one in people)

    def reach(login: str) -> bool:
        try:
            app.run(ClaimTask(task=task), login=login)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(reach, [f"p{n}" for n in range(6)])) == 1


@pytest.mark.parametrize(
    "step", ["announcing", "receiving", "inspecting", "holding", "putting_away", "cross_docking", "returning", "tasks"]
)
def test_nobody_does_without_the_permission(app: App, step: str) -> None:
    with app.database.writing() as session:
        session.add(User(login="guest", name="Guest"))
    entries = [entry for entry in COMMANDS.values() if entry.step == step]
    assert entries
    for entry in entries:
        assert entry.permission.split(".")[0] == step
        command = object.__new__(entry.type)
        with pytest.raises(Denied, match=entry.permission):
            app.run(command, login="guest")
