"""A role granted for one site counts for the work at that site, and for nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Denied, Refused
from wms.model.outbound import Batch, Wave
from wms.model.site import Aisle, Location, Site, Zone
from wms.model.words import LocationType, Purpose, WaveState
from wms.operations.adjusting.adjust import AdjustStock
from wms.operations.adjusting.reverse import ReversePosting
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.command import COMMANDS, Command
from wms.operations.counting.open import OpenCount
from wms.operations.holding import PlaceHold, ReleaseHold
from wms.operations.master_data.items import ItemLine, RegisterItems
from wms.operations.master_data.locations import ChangeLocation, LocationLine, RegisterLocations
from wms.operations.moving.move import MoveStock
from wms.operations.moving.plate import BuildLpn, MoveLpn
from wms.operations.people.roles import DefineRole, GrantRole
from wms.operations.people.users import ChangePassword, RegisterUser
from wms.operations.picking.batches import ClaimBatch
from wms.operations.proposals import DiscardProposal, StoreProposal
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine

FIRST, SECOND = "correct horse", "battery staple"


@pytest.fixture
def two(app: App) -> App:
    """A second site, NORTH; `ada` works with every permission at MAIN, `bo` at NORTH."""
    with app.database.writing() as session:
        site = Site(code="NORTH", name="North", company_prefix="4012346")
        session.add(site)
        session.flush()
        zone = Zone(site_id=site.id, code="N", name="N", purpose=Purpose.RECEIVING)
        aisle = Aisle(site_id=site.id, code="N1", x1_mm=0, y1_mm=0, x2_mm=0, y2_mm=9)
        session.add_all([zone, aisle])
        session.flush()
        for code, kind in (("N-DOCK", LocationType.DOCK), ("N-1", LocationType.SHELF), ("N-2", LocationType.SHELF)):
            session.add(Location(site_id=site.id, zone_id=zone.id, aisle_id=aisle.id, code=code, type=kind))
    app.run(DefineRole(code="all", permissions=("*",)))
    for login, at in (("ada", "MAIN"), ("bo", "NORTH")):
        app.run(RegisterUser(login=login, name=login, password=FIRST))
        app.run(GrantRole(login=login, role="all", site=at))
    for place in ("F-01-01", "N-1"):
        app.run(AdjustStock(item="PEN", quantity=10, location=place, reason="found"))
    return app


def denied(app: App, login: str, command: Command) -> str:
    with pytest.raises(Denied) as caught:
        app.run(command, login=login)
    return str(caught.value)


def test_goods_are_moved_by_those_who_work_there(two: App) -> None:
    at_main = MoveStock(item="PEN", quantity=1, location="F-01-01", to="F-01-02")
    at_north = MoveStock(item="PEN", quantity=1, location="N-1", to="N-2")
    two.run(at_main, login="ada")
    two.run(at_north, login="bo")
    assert denied(two, "bo", at_main) == "bo may do this at NORTH only; this would be done at MAIN."
    assert denied(two, "ada", at_north) == "ada may do this at MAIN only; this would be done at NORTH."


def test_goods_leave_a_site_only_with_a_role_at_both(two: App) -> None:
    across = MoveStock(item="PEN", quantity=1, location="F-01-01", to="N-2")
    assert denied(two, "ada", across) == "ada may do this at MAIN only; this would be done at MAIN, NORTH."
    two.run(DefineRole(code="mover", permissions=("moving.move",)))
    two.run(GrantRole(login="ada", role="mover", site="NORTH"))
    two.run(across, login="ada")
    assert denied(two, "ada", BuildLpn(location="N-1"))


def test_a_role_granted_everywhere_counts_beside_one_for_a_site(two: App) -> None:
    two.run(DefineRole(code="mover", permissions=("moving.move",)))
    two.run(GrantRole(login="bo", role="mover"))
    two.run(MoveStock(item="PEN", quantity=1, location="F-01-01", to="N-2"), login="bo")
    assert denied(two, "bo", BuildLpn(location="F-01-01"))


def test_documents_belong_to_their_site(two: App) -> None:
    lines = (AnnouncedLine(item="PEN", quantity=5),)
    given = RegisterAsn(supplier="SUP", expected=two.clock() + timedelta(days=1), lines=lines, site="NORTH")
    asn = two.run(given, login="bo").document
    assert denied(two, "ada", given)
    assert denied(two, "ada", CheckIn(dock="N-DOCK", asn=asn))
    receipt = two.run(CheckIn(dock="N-DOCK", asn=asn), login="bo").document
    two.run(ReceiveLine(receipt=receipt, item="PEN", quantity=5), login="bo")
    assert denied(two, "ada", ReceiveLine(receipt=receipt, item="PEN", quantity=5))
    assert denied(two, "ada", OpenCount(site="NORTH", locations=("N-1",)))
    assert denied(two, "ada", OpenCount(site="MAIN", locations=("F-01-01", "N-1")))


def test_licence_plates_holds_and_postings_are_where_their_goods_are(two: App) -> None:
    plate = two.run(BuildLpn(location="N-1"), login="bo").document
    assert denied(two, "ada", MoveLpn(lpn=plate, to="F-01-02"))
    assert denied(two, "ada", MoveLpn(lpn=f"00{plate}", to="F-01-02"))
    hold = two.run(PlaceHold(reason="wet", item="PEN", location="N-1"), login="bo").document
    assert denied(two, "ada", ReleaseHold(hold=hold)).endswith("at NORTH.")
    two.run(ReleaseHold(hold=hold), login="bo")
    with two.database.reading() as connection:
        posting = connection.exec_driver_sql("SELECT max(id) FROM posting WHERE kind = 'AdjustStock'").scalar_one()
    assert denied(two, "ada", ReversePosting(posting=posting, reason="not found"))
    two.run(ReversePosting(posting=posting, reason="not found"), login="bo")


def test_what_concerns_all_sites_needs_a_role_everywhere(two: App) -> None:
    for command in (
        PlaceHold(reason="recalled", item="PEN"),
        RegisterItems(lines=(ItemLine(sku="INK", name="Ink"),)),
        DefineRole(code="new", permissions=("moving.move",)),
        GrantRole(login="ada", role="all"),
        GrantRole(login="bo", role="all", site="NORTH"),
    ):
        denied(two, "ada", command)
    assert denied(two, "ada", PlaceHold(reason="recalled", item="PEN")) == (
        "ada may do this at MAIN only; nothing that was named is known to be there."
    )


def test_a_known_location_is_changed_only_by_those_of_its_site(two: App) -> None:
    assert denied(two, "ada", ChangeLocation(code="N-1", max_weight_g=5))
    lines = (LocationLine(code="NEW", zone="FWD", type=LocationType.SHELF), LocationLine(code="N-1", max_weight_g=5))
    assert denied(two, "ada", RegisterLocations(lines=lines))
    two.run(RegisterLocations(lines=lines[:1]), login="ada")


def test_ones_own_password_is_ones_own_wherever_one_works(two: App) -> None:
    two.run(ChangePassword(login="ada", password=SECOND, old_password=FIRST), login="ada")
    assert denied(two, "ada", ChangePassword(login="bo", password=SECOND))


def test_the_next_walk_is_looked_for_where_one_works(two: App) -> None:
    with two.database.writing() as session:
        for number, site in enumerate(("NORTH", "MAIN"), 1):
            at = session.scalar(select(Site.id).where(Site.code == site)) or 0
            times = {"cutoff_at": two.clock() + timedelta(hours=number), "planned_at": two.clock()}
            session.add(Wave(id=number, number=f"W{number}", site_id=at, state=WaveState.RELEASED, **times))
            session.flush()
            session.add(Batch(number=f"B-{site}", wave_id=number))
    assert two.run(ClaimBatch(), login="ada").document == "B-MAIN"
    with pytest.raises(Refused, match="No batch is waiting"):
        two.run(ClaimBatch(), login="ada")
    assert denied(two, "ada", ClaimBatch(batch="B-NORTH"))


def test_a_plan_is_applied_where_it_was_made_for(two: App) -> None:
    def kept(plan: str) -> str:
        return two.run(StoreProposal(kind="slotting", plan=plan), login="ada").document

    for plan in ('{"content": {"site_id": 2}}', '{"content": {"site": "NORTH"}}', '{"content": {"site": "MAIN"}}'):
        number = kept(plan)
        if "MAIN" in plan:
            two.run(DiscardProposal(proposal=number), login="ada")
        else:
            assert denied(two, "ada", DiscardProposal(proposal=number)).endswith("at NORTH.")
    for plan in ("{}", '{"content": []}', '{"content": {"wave": ["W1"]}}'):
        assert denied(two, "ada", DiscardProposal(proposal=kept(plan)))


def test_with_one_site_an_empty_site_is_that_one(app: App, clock: SetClock) -> None:
    app.run(DefineRole(code="desk", permissions=("announcing.*",)))
    app.run(RegisterUser(login="cy", name="Cy"))
    app.run(GrantRole(login="cy", role="desk", site="MAIN"))
    soon = clock() + timedelta(days=1)
    app.run(RegisterAsn(supplier="SUP", expected=soon, lines=(AnnouncedLine(item="PEN", quantity=1),)), login="cy")


def test_what_may_be_done_at_any_site_is_known_beforehand(two: App) -> None:
    assert two.permissions("ada") == {"*"}


def test_only_what_touches_oneself_or_looks_for_itself_is_free_of_sites() -> None:
    free = {name for name, entry in COMMANDS.items() if entry.anywhere}
    assert free == {"LogIn", "ChangePassword", "ClaimBatch", "StoreProposal"}
