"""Homes of items, what kits are made of, and owners, as lists ask for them."""

from __future__ import annotations

from wms.app.application import App
from wms.operations.master_data.homes import AssignSlot, ComponentLine, DefineKit
from wms.operations.master_data.parties import RegisterOwner
from wms.operations.opening_stock import OpeningLine, PostOpeningStock


def test_a_home_tells_its_limits_and_what_lies_there(app: App) -> None:
    app.run(AssignSlot(item="PEN", location="F-01-01", minimum=5, maximum=20))
    app.run(AssignSlot(item="KIT", location="F-01-02"))
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=7, location="F-01-01"),
        OpeningLine(item="PEN", quantity=9, location="R-01-01"),
    )))  # fmt: skip
    rows = app.ask("slots").rows
    assert [(r.location, r.item, r.minimum, r.maximum, r.on_hand) for r in rows] == [
        ("F-01-01", "PEN", 5, 20, 7), ("F-01-02", "KIT", 0, 0, 0),
    ]  # fmt: skip
    assert [row.item for row in app.ask("slots", item="KIT", zone="FWD").rows] == ["KIT"]


def test_a_kit_is_listed_part_by_part(app: App) -> None:
    parts = (ComponentLine(item="PEN", quantity=3), ComponentLine(item="VALVE", quantity=1))
    app.run(DefineKit(kit="KIT", lines=parts))
    rows = app.ask("kit_components", kit="KIT").rows
    found = [(row.item, row.item_name, row.quantity) for row in rows]
    assert found == [("PEN", "Ball pen", 3), ("VALVE", "Valve 3/4", 1)]
    assert app.ask("kit_components", item="DRILL").rows == ()


def test_an_owner_is_listed_before_anything_of_theirs_lies_here(app: App) -> None:
    app.run(RegisterOwner(code="ACME", name="Acme"))
    assert [(row.owner, row.name) for row in app.ask("owners").rows] == [("ACME", "Acme"), ("OWN", "Our own stock")]
