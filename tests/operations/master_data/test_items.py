"""Items, their packaging levels, homes and kits."""

from __future__ import annotations

from typing import Any

import pytest

from wms.app.application import App
from wms.base.errors import Refused
from wms.gs1.check_digit import append_check_digit
from wms.model.words import Hazard, Level
from wms.operations import fields
from wms.operations.master_data.homes import AssignSlot, AssignSlots, ComponentLine, DefineKit, RemoveSlot, SlotLine
from wms.operations.master_data.items import ItemLine, LevelLine, RegisterItems
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine


def rows(app: App, text: str) -> list[tuple[Any, ...]]:
    with app.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(text)]


def told(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[int | None, str]]:
    return [(problem.row, problem.field) for problem in refused.value.problems]


def register(app: App, *lines: ItemLine) -> dict[str, Any]:
    return app.run(RegisterItems(lines=lines)).values


def receive(app: App, item: str) -> None:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item=item, quantity=1))


def test_thousands_of_items_with_their_levels_are_one_command(empty: App) -> None:
    lines = tuple(
        ItemLine(sku=f"I{n}", name=f"Item {n}", levels=(
            LevelLine(level=Level.EACH, gtin=append_check_digit(f"{n:013}"), weight_g=5),
            LevelLine(level=Level.CASE, units=12),
        ))
        for n in range(1, 3_001)
    )  # fmt: skip
    assert register(empty, *lines) == {"lines": 3_000, "new": 3_000, "changed": 0}
    assert register(empty, *lines) == {"lines": 3_000, "new": 0, "changed": 0}
    assert rows(empty, "SELECT level, count(*), sum(units) FROM packaging_level GROUP BY level ORDER BY level") == [
        ("case", 3_000, 36_000), ("each", 3_000, 3_000)
    ]  # fmt: skip


def test_a_known_sku_is_changed_and_empty_fields_stay(app: App) -> None:
    assert register(app, ItemLine(sku="PEN", cost_minor=30, hazard=Hazard.FLAMMABLE))["changed"] == 1
    assert rows(app, "SELECT name, cost_minor, hazard, version FROM item WHERE sku = 'PEN'") == [
        ("Ball pen", 30, "flammable", 2)
    ]


def test_all_problems_of_all_items_are_told_at_once(app: App) -> None:
    with pytest.raises(Refused) as refused:
        register(
            app,
            ItemLine(sku="NEW"),
            ItemLine(sku="MILK2", name="Milk", expiry_tracked=True),
            ItemLine(sku="PEN", cost_minor=-1, substitute="PEN"),
            ItemLine(sku="CAN", name="Can", levels=(LevelLine(level=Level.CASE, units=0),)),
            ItemLine(sku="TIN", name="Tin", levels=(LevelLine(level=Level.EACH, gtin="4012345000001"),)),
            ItemLine(sku="CUP", name="Cup", levels=(LevelLine(level=Level.EACH, gtin="04000000000006"),)),
            ItemLine(sku="CAN", name="Can again", velocity="Z"),
        )
    assert sorted(told(refused)) == sorted([
        (1, "name"), (2, "lot_tracked"), (3, "cost_minor"), (3, "substitute"), (4, "units"), (5, "gtin"), (6, "gtin"),
        (7, "sku"), (7, "velocity"),
    ])  # fmt: skip
    assert rows(app, "SELECT count(*) FROM item") == [(5,)]


def test_a_hazard_nobody_knows_is_refused_with_the_words_that_exist() -> None:
    with pytest.raises(Refused) as refused:
        fields.read(RegisterItems, {"lines": [{"sku": "X", "name": "X", "hazard": "spooky"}]})
    assert (refused.value.problems[0].field, refused.value.problems[0].row) == ("hazard", 1)
    assert "flammable" in refused.value.problems[0].expected


def test_a_factor_in_use_is_never_edited(app: App) -> None:
    case = ItemLine(sku="PEN", levels=(LevelLine(level=Level.CASE, units=10),))
    register(app, case)
    receive(app, "PEN")
    with pytest.raises(Refused, match="a case holds 10 and stays so"):
        register(app, ItemLine(sku="PEN", levels=(LevelLine(level=Level.CASE, units=12),)))
    register(app, ItemLine(sku="PEN", levels=(LevelLine(level=Level.CASE, weight_g=777),)))
    assert rows(app, "SELECT p.units, p.weight_g FROM packaging_level p JOIN item i ON i.id = p.item_id"
                     " WHERE sku = 'PEN' AND level = 'case'") == [(10, 777)]  # fmt: skip


def test_how_an_item_is_tracked_is_settled_once_it_has_moved(app: App) -> None:
    receive(app, "PEN")
    with pytest.raises(Refused, match="how it is tracked is settled"):
        register(app, ItemLine(sku="PEN", lot_tracked=True))


def test_two_levels_may_swap_their_gtins_in_one_document(app: App) -> None:
    each, case = "04000000000006", "14000000000003"
    swap = (LevelLine(level=Level.EACH, gtin=case), LevelLine(level=Level.CASE, gtin=each))
    register(app, ItemLine(sku="PEN", levels=swap))
    assert rows(app, "SELECT level, gtin FROM packaging_level WHERE item_id = 1 ORDER BY level") == [
        ("case", each), ("each", case)
    ]  # fmt: skip


def test_one_gtin_in_two_lines_is_refused(app: App) -> None:
    line = LevelLine(level=Level.EACH, gtin="4012345000009")
    with pytest.raises(Refused, match="belongs to the each of A"):
        register(app, ItemLine(sku="A", name="A", levels=(line,)), ItemLine(sku="B", name="B", levels=(line,)))


def test_a_substitute_may_be_entered_in_the_same_document(app: App) -> None:
    register(app, ItemLine(sku="A", name="A", substitute="B"), ItemLine(sku="B", name="B"))
    assert rows(app, "SELECT s.sku FROM item i JOIN item s ON s.id = i.substitute_id WHERE i.sku = 'A'") == [("B",)]


def test_an_item_lives_at_forward_pick_locations_until_it_is_told_not_to(app: App) -> None:
    app.run(AssignSlot(item="PEN", location="F-01-01", minimum=5, maximum=50))
    app.run(AssignSlot(item="PEN", location="F-01-01", minimum=10, maximum=60))
    assert rows(app, "SELECT minimum, maximum FROM slot_assignment") == [(10, 60)]
    app.run(RemoveSlot(item="PEN", location="F-01-01"))
    assert rows(app, "SELECT count(*) FROM slot_assignment") == [(0,)]
    with pytest.raises(Refused, match="does not live at"):
        app.run(RemoveSlot(item="PEN", location="F-01-01"))


def test_wrong_homes_are_refused_together(app: App) -> None:
    with pytest.raises(Refused) as refused:
        app.run(AssignSlots(lines=(
            SlotLine(item="PEN", location="R-01-01"),
            SlotLine(item="NOSUCH", location="NOWHERE"),
            SlotLine(item="PEN", location="F-01-01", minimum=9, maximum=3),
        )))  # fmt: skip
    assert told(refused) == [(1, "location"), (2, "location"), (2, "item"), (3, "minimum")]


def test_a_kit_is_not_made_of_itself_however_deep(app: App) -> None:
    app.run(DefineKit(kit="KIT", lines=(ComponentLine(item="PEN", quantity=2),)))
    app.run(DefineKit(kit="DRILL", lines=(ComponentLine(item="KIT", quantity=1),)))
    with pytest.raises(Refused, match="made of itself"):
        app.run(DefineKit(kit="PEN", lines=(ComponentLine(item="DRILL", quantity=1),)))
    app.run(DefineKit(kit="KIT", lines=(ComponentLine(item="VALVE", quantity=3),)))
    assert rows(app, "SELECT component_id, quantity FROM kit_component WHERE kit_id = 5") == [(4, 3)]
