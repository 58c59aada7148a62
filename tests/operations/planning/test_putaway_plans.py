"""Putaway is planned for a pallet or a truckload, shown with second choices, and becomes tasks when it still fits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from wms.app.application import App
from wms.app.planning import apply_plan, make_plan, stored
from wms.app.proving import prove
from wms.base.errors import Refused
from wms.base.jobs import Stop, Watch
from wms.model.item import Item
from wms.model.site import Location, Zone
from wms.model.words import Hazard, LocationStatus
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.moving.move import MoveStock
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.putting_away.confirm import ConfirmPutaway
from wms.operations.putting_away.propose import ProposePutaway
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines

MILK = ReceivedLine(item="MILK", quantity=10, lot="L1", expiry=date(2026, 3, 20))


def received(app: App, *lines: ReceivedLine, dock: str = "DOCK-1", asn: str = "") -> str:
    receipt = app.run(CheckIn(dock=dock, asn=asn) if asn else CheckIn(dock=dock, supplier="SUP")).document
    app.run(ReceiveLines(receipt=receipt, lines=lines))
    return receipt


def pallet(code: str, quantity: int = 240, **more: Any) -> ReceivedLine:
    return ReceivedLine(item="PEN", quantity=quantity, lpn=code, **more)


def tasks(app: App) -> dict[str, tuple[str, str, int]]:
    """Item or LPN → number, place and quantity of the open putaway tasks."""
    rows = app.ask("open_tasks", limit=1_000).rows
    return {row.lpn or f"{row.item} {row.quantity}": (row.task, row.to_location, row.quantity) for row in rows}


def lines(app: App, number: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stored(app, number).plan["content"]["lines"]
    return found


def test_one_pallet_has_its_place_its_reason_and_second_choices(app: App) -> None:
    received(app, pallet("P1"), pallet("P2"))
    number, plan = make_plan(app, "putaway", what="P1")
    [line] = lines(app, number)
    assert (line["what"], line["from"], line["to"]) == ("P1", "DOCK-1", "R-01-01")
    assert "m from the dock" in line["why"]
    assert [choice["location"] for choice in line["choices"]] == ["R-01-02", "R-01-03", "R-01-04", "R-01-05"]
    assert plan.objective == line["cost_mm"]
    assert tasks(app) == {}
    apply_plan(app, number)
    assert {lpn: place for lpn, (_, place, _) in tasks(app).items()} == {"P1": "R-01-01"}


def test_a_truckload_is_placed_together_and_its_tasks_are_done(app: App) -> None:
    receipt = received(app, pallet("P1"), pallet("P2"), pallet("P3", 120), ReceivedLine(item="KIT", quantity=30), MILK)
    number, plan = make_plan(app, "putaway", what=receipt, deadline=5.0)
    assert len(lines(app, number)) == len(plan.rows) == 5
    assert apply_plan(app, number).values["tasks"] == 5
    places = [place for _, place, _ in tasks(app).values()]
    assert len({place for place in places if place.startswith("R")}) == 3
    for task, place, _ in tasks(app).values():
        app.run(ConfirmPutaway(task=task, location=place))
    assert tasks(app) == {}
    assert prove(app).ok


def test_everything_at_a_dock_and_an_asn_are_scopes(app: App, clock: Any) -> None:
    asn = app.run(RegisterAsn(supplier="SUP", expected=clock(), lines=(AnnouncedLine(item="PEN", quantity=480),)))
    received(app, pallet("P1"), asn=asn.document)
    received(app, pallet("P2"))
    number, _ = make_plan(app, "putaway", what=asn.document)
    assert [line["what"] for line in lines(app, number)] == ["P1"]
    number, plan = make_plan(app, "putaway", what="DOCK-1")
    assert {line["what"] for line in lines(app, number)} == {"P1", "P2"}
    assert plan.bound == plan.objective


def test_nothing_is_proven_where_some_goods_went_to_their_second_kind_of_zone(app: App) -> None:
    received(app, *(pallet(f"P{n}") for n in range(1, 8)))
    number, plan = make_plan(app, "putaway", what="DOCK-1", deadline=5.0)
    assert {line["to"][0] for line in lines(app, number)} == {"R", "F"}
    assert plan.bound is None


def test_a_plan_gives_the_same_places_as_the_command(app: App) -> None:
    receipt = received(app, pallet("P1"), pallet("P2"), ReceivedLine(item="PEN", quantity=700), MILK)
    number, _ = make_plan(app, "putaway", what=receipt, deadline=5.0)
    planned = sorted((line["quantity"], line["to"]) for line in lines(app, number))
    app.run(ProposePutaway(receipt=receipt))
    assert sorted((quantity, place) for _, place, quantity in tasks(app).values()) == planned


def test_a_plan_is_stale_when_its_goods_are_gone_or_have_tasks(app: App) -> None:
    received(app, pallet("P1"), ReceivedLine(item="KIT", quantity=30))
    number, _ = make_plan(app, "putaway", what="DOCK-1")
    app.run(MoveStock(item="KIT", quantity=1, location="DOCK-1", to="DOCK-2"))
    app.run(ProposePutaway(lpn="P1"))
    with pytest.raises(Refused) as refused:
        apply_plan(app, number)
    assert [str(problem.message) for problem in refused.value.problems] == [
        f"{number} is out of date: P1 does not wait at DOCK-1 any more.",
        f"{number} is out of date: 30 KIT does not wait at DOCK-1 any more.",
    ]


def test_a_plan_is_stale_when_its_place_is_taken_or_closed(app: App) -> None:
    received(app, pallet("P1"))
    number, _ = make_plan(app, "putaway", what="P1")
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=9, location="R-01-01", lpn="OLD"),)))
    with pytest.raises(Refused, match=r"R-01-01 does not take P1 any more \(no free position\)"):
        apply_plan(app, number)
    number, _ = make_plan(app, "putaway", what="P1")
    [line] = lines(app, number)
    with app.database.writing() as session:
        closed = update(Location).where(Location.code == line["to"]).values(status=LocationStatus.CLOSED)
        session.execute(closed)
    with pytest.raises(Refused, match="blocked: closed"):
        apply_plan(app, number)
    assert tasks(app) == {}


def test_two_plans_do_not_send_two_pallets_to_one_position(app: App) -> None:
    received(app, pallet("P1"), pallet("P2"))
    numbers = [make_plan(app, "putaway", what=plate)[0] for plate in ("P1", "P2")]
    apply_plan(app, numbers[0])
    with pytest.raises(Refused, match="R-01-01 does not take P2 any more"):
        apply_plan(app, numbers[1])


def test_hazards_are_kept_apart_when_the_plan_is_applied_too(app: App) -> None:
    with app.database.writing() as session:
        session.execute(update(Item).where(Item.sku == "PEN").values(hazard=Hazard.FLAMMABLE))
        session.execute(update(Item).where(Item.sku == "KIT").values(hazard=Hazard.OXIDISING))
        session.execute(update(Zone).where(Zone.code == "RES").values(hazard=Hazard.FLAMMABLE))
        session.execute(update(Zone).where(Zone.code == "FWD").values(hazard=Hazard.OXIDISING))
    received(app, pallet("P1"))
    number, _ = make_plan(app, "putaway", what="P1")
    app.run(PostOpeningStock(lines=(OpeningLine(item="KIT", quantity=9, location="F-01-01"),)))
    with pytest.raises(Refused, match="hazard class oxidising lies in the same aisle"):
        apply_plan(app, number)


@pytest.mark.parametrize(("what", "message"), [
    ("NOWHERE", "There is no receipt, ASN, location or licence plate NOWHERE"),
    ("DOCK-2", "Nothing waits to be put away there"),
])  # fmt: skip
def test_what_does_not_wait_is_refused(app: App, what: str, message: str) -> None:
    received(app, pallet("P1"))
    with pytest.raises(Refused, match=message):
        make_plan(app, "putaway", what=what)


def test_an_asn_that_is_not_received_or_put_away_already_is_told(app: App, clock: Any) -> None:
    wanted = (AnnouncedLine(item="PEN", quantity=480),)
    asn = app.run(RegisterAsn(supplier="SUP", expected=clock(), lines=wanted)).document
    with pytest.raises(Refused, match=f"Nothing of {asn} is received yet"):
        make_plan(app, "putaway", what=asn)
    app.run(ProposePutaway(receipt=received(app, pallet("P1"), asn=asn)))
    with pytest.raises(Refused, match="Nothing waits to be put away"):
        make_plan(app, "putaway", what=asn)


def test_a_cancelled_plan_is_the_quick_one(app: App) -> None:
    stop = Stop()
    received(app, pallet("P1"), pallet("P2"))
    number, plan = make_plan(app, "putaway", what="DOCK-1", watch=Watch(lambda _: stop.cancel(), stop))
    assert len(lines(app, number)) == 2
    assert plan.method == "greedy, the pallet with the fewest places first"


def test_planning_holds_up_nobody(app: App) -> None:
    receipt = received(app, pallet("P1"), pallet("P2"))
    held: list[int] = []

    def report(_: object) -> None:
        with app.database.writing() as session:
            held.append(session.scalar(select(Item.id).limit(1)) or 0)

    make_plan(app, "putaway", what=receipt, watch=Watch(report, Stop(5.0)))
    assert held
