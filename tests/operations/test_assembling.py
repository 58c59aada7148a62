"""Kits are put together and taken apart; nothing is lost on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from wms.app.application import App
from wms.base.errors import Refused
from wms.operations.adjusting.reverse import ReversePosting
from wms.operations.assembling import AssembleKit, DisassembleKit, Released
from wms.operations.master_data.homes import ComponentLine, DefineKit
from wms.operations.opening_stock import OpeningLine, PostOpeningStock


@pytest.fixture
def bench(app: App) -> App:
    """A desk kit holds two pens and a litre of milk; the bench has what five kits need."""
    parts = (ComponentLine(item="PEN", quantity=2), ComponentLine(item="MILK", quantity=1))
    app.run(DefineKit(kit="KIT", lines=parts))
    lay(app, "PEN", 10)
    lay(app, "MILK", 3, lot="LATE", expiry=date(2026, 4, 2))
    lay(app, "MILK", 2, lot="SOON", expiry=date(2026, 3, 20))
    return app


def lay(app: App, item: str, quantity: int, **more: Any) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(item=item, quantity=quantity, location="BENCH-1", **more),)))


def here(app: App) -> list[tuple[Any, ...]]:
    text = ("SELECT i.sku, l.code, s.on_hand FROM stock s JOIN item i ON i.id = s.item_id JOIN lot l"
            " ON l.id = s.lot_id ORDER BY 1, 2")  # fmt: skip
    with app.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(text)]


def test_components_become_kits_the_earliest_expiry_first(bench: App) -> None:
    bench.run(AssembleKit(kit="KIT", quantity=3, location="BENCH-1"))
    assert here(bench) == [("KIT", "", 3), ("MILK", "LATE", 2), ("PEN", "", 4)]


def test_a_kit_is_worth_what_its_components_cost(bench: App) -> None:
    bench.run(AssembleKit(kit="KIT", quantity=3, location="BENCH-1"))
    with bench.database.reading() as connection:
        text = "SELECT value_minor FROM moves WHERE kind = 'AssembleKit' AND to_location_id > 0"
        assert connection.exec_driver_sql(text).scalar_one() == 3 * (2 * 25 + 90)


def test_everything_that_is_missing_is_told_and_nothing_happens(bench: App) -> None:
    before = here(bench)
    with pytest.raises(Refused) as refused:
        bench.run(AssembleKit(kit="KIT", quantity=6, location="BENCH-1", lot="X"))
    assert [p.field for p in refused.value.problems] == ["quantity", "quantity", "lot"]
    assert here(bench) == before


def test_kits_are_taken_apart_into_lots_that_must_be_named(bench: App) -> None:
    bench.run(AssembleKit(kit="KIT", quantity=5, location="BENCH-1"))
    with pytest.raises(Refused, match="MILK is kept by lot"):
        bench.run(DisassembleKit(kit="KIT", quantity=2, location="BENCH-1"))
    bench.run(DisassembleKit(kit="KIT", quantity=2, location="BENCH-1", lines=(Released(item="MILK", lot="SOON"),)))
    assert here(bench) == [("KIT", "", 3), ("MILK", "SOON", 2), ("PEN", "", 4)]


def test_a_kit_with_serial_numbers_gets_one_for_each(bench: App) -> None:
    bench.run(DefineKit(kit="DRILL", lines=(ComponentLine(item="PEN", quantity=1),)))
    with pytest.raises(Refused, match="2 different serial numbers; 1 were given"):
        bench.run(AssembleKit(kit="DRILL", quantity=2, location="BENCH-1", serials=("A", "A")))
    bench.run(AssembleKit(kit="DRILL", quantity=2, location="BENCH-1", serials=("A", "B")))
    assert ("DRILL", "", 1) in here(bench)


@pytest.mark.parametrize("wrong", [
    AssembleKit(kit="PEN", quantity=1, location="BENCH-1"), AssembleKit(kit="KIT", quantity=0, location="BENCH-1"),
    AssembleKit(kit="NOSUCH", quantity=1, location="NOWHERE"),
    DisassembleKit(kit="KIT", quantity=1, location="BENCH-1"),
    DisassembleKit(kit="KIT", quantity=1, location="BENCH-1", lines=(Released(item="VALVE"),)),
])  # fmt: skip
def test_what_is_no_kit_not_there_or_nothing_is_refused(bench: App, wrong: Any) -> None:
    before = here(bench)
    with pytest.raises(Refused):
        bench.run(wrong)
    assert here(bench) == before


def test_an_assembly_is_taken_back_whole(bench: App) -> None:
    before = here(bench)
    posting = bench.run(AssembleKit(kit="KIT", quantity=5, location="BENCH-1")).values["posting"]
    bench.run(ReversePosting(posting=posting, reason="not today"))
    assert here(bench) == before
