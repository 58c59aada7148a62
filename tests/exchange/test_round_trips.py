"""What is exported imports again unchanged: into a new database, every kind, as CSV and as XLSX, with nasty texts."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from wms.app.application import App
from wms.app.exporting import export_file
from wms.app.importing import import_file
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.exchange.kinds import KINDS
from wms.exchange.reading import Format, read_table
from wms.model.words import Level, PartyKind, Purpose, Status
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.master_data.buildings import RegisterAisle, RegisterSite, RegisterZone
from wms.operations.master_data.items import ItemLine, LevelLine, RegisterItems
from wms.operations.master_data.parties import PartyLine, RegisterOwner, RegisterParties
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.storage.database import Database

ORDER = ("partners", "items", "locations", "opening_stock", "asns", "orders")
NASTY = (
    '"quoted", and more', "two\nlines", "=1+1", "+49 30 123", "-5", "@home", "\tindented", "＝全角", "'tis", "'=x",
    "中文名稱 · 仓库", "007", "12345678901234567890", " blanks around ", "semi;colon|pipe", "_x0041_", "''",
    "1e5", "é ß",
)  # fmt: skip


@pytest.fixture
def full(app: App) -> App:
    """The small warehouse, with nasty texts everywhere, and open documents."""
    app.run(RegisterOwner(code="=OWN2", name="A second owner"))
    app.run(RegisterItems(lines=tuple(
        ItemLine(sku=f"{n:04}", name=text, family=text, substitute="PEN", levels=(
            LevelLine(level=Level.EACH, units=1, weight_g=n), LevelLine(level=Level.PALLET, units=480),
        ))
        for n, text in enumerate(NASTY)
    )))  # fmt: skip
    app.run(RegisterItems(lines=tuple(
        ItemLine(sku=sku, name="An odd code") for sku in ("=1+1", "-7", "@x", "00700", "１２", "中", "'=q")
    )))  # fmt: skip
    app.run(RegisterParties(lines=tuple(
        PartyLine(kind=kind, code=f"{n:03}", name=text, address=text + "\n" + text, country="GB", email="a@b.c")
        for kind in PartyKind for n, text in enumerate(NASTY)
    )))  # fmt: skip
    app.run(PostOpeningStock(owner="OWN", lines=(
        OpeningLine(location="F-01-01", item="PEN", quantity=10, since=date(2026, 1, 5)),
        OpeningLine(location="C-01-01", item="MILK", quantity=6, lot="=L1", expiry=date(2026, 3, 20)),
        OpeningLine(location="F-01-02", item="DRILL", quantity=1, serial="-S 1", status=Status.DAMAGED),
        OpeningLine(location="R-01-01", item="=1+1", quantity=999_999_999_999, lpn="00123"),
    )))  # fmt: skip
    app.run(PostOpeningStock(owner="=OWN2", lines=(OpeningLine(location="F-01-03", item="00700", quantity=3),)))
    when = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    announced = (
        AnnouncedLine(item="PEN", quantity=2, level=Level.CASE),
        AnnouncedLine(item="MILK", quantity=5, lot="+L2", expiry=date(2026, 4, 1), lpn="0099"),
    )
    app.run(RegisterAsn(supplier="002", expected=when, number="=A1", reference="'ref", dock="DOCK-1", owner="OWN",
                        lines=announced))  # fmt: skip
    for n, text in enumerate(NASTY):
        app.run(EnterOrder(
            customer=f"{n:03}", number=f"{n:05}", reference=text, address=text, carrier="CAR", owner="OWN",
            due=when, entered=when, priority=1 + n % 9, ship_complete=bool(n % 2),
            lines=(OrderedLine(item="PEN", quantity=n + 1, price_minor=n), OrderedLine(item="-7", quantity=1)),
        ))  # fmt: skip
    return app


def new_building(path: Path, clock: SetClock) -> App:
    """A new database with the same building and nothing else in it."""
    app = App(Database.create(path), clock=clock)
    app.run(RegisterSite(code="MAIN", name="Main", company_prefix="4012345"))
    app.run(RegisterAisle(code="01", x1_mm=5_000, y1_mm=5_000, x2_mm=5_000, y2_mm=35_000))
    app.run(RegisterOwner(code="OWN", name="Ours"))
    app.run(RegisterOwner(code="=OWN2", name="A second owner"))
    for code in ("REC", "RES", "FWD", "CHL", "PCK", "STG", "SHP", "RET", "QUA"):
        app.run(RegisterZone(code=code, purpose=Purpose.RESERVE))
    return app


@pytest.mark.parametrize("shape", ["csv", "xlsx"])
def test_every_kind_comes_back_as_it_went_out(full: App, tmp_path: Path, clock: SetClock, shape: str) -> None:
    other = new_building(tmp_path / "other.db", clock)
    for kind in ORDER:
        first, second = tmp_path / f"{kind}.{shape}", tmp_path / f"{kind}-2.{shape}"
        assert export_file(full, kind, first) > 0
        done = import_file(other, kind, first)
        assert (done.problems, done.written) == ([], True), kind
        export_file(other, kind, second)
        assert cells(second) == cells(first), kind
        if shape == "csv":
            assert second.read_bytes() == first.read_bytes(), kind
    other.close()


def cells(place: Path) -> list[list[str]]:
    table = read_table(place, Format())
    return [list(table.titles), *(row for _, row in table.rows)]


def test_an_exported_row_that_is_empty_but_for_its_key_keeps_what_is_stored(full: App, tmp_path: Path) -> None:
    place = tmp_path / "few.csv"
    place.write_text("sku,name,family\nPEN,,\n")
    assert import_file(full, "items", place).written
    [pen] = [row for row in full.ask("items", limit=1_000).rows if row.sku == "PEN"]
    assert (pen.name, pen.family) == ("Ball pen", "office")


def test_all_columns_of_an_export_are_fields_of_the_import(full: App, tmp_path: Path) -> None:
    assert set(KINDS) == set(ORDER)
    place = tmp_path / "orders.csv"
    export_file(full, "orders", place)
    assert set(read_table(place, Format()).titles) == set(KINDS["orders"].fields)


def test_what_has_left_is_not_exported_to_be_shipped_again(full: App, tmp_path: Path) -> None:
    from wms.operations.ordering.cancel import CancelOrder

    rows = export_file(full, "orders", tmp_path / "before.csv")
    full.run(CancelOrder(order="00003", reason="changed their mind"))
    assert export_file(full, "orders", tmp_path / "after.csv") == rows - 2


def test_an_export_of_an_unknown_kind_or_shape_writes_nothing(app: App, tmp_path: Path) -> None:
    for kind, name in (("things", "f.csv"), ("items", "f.txt")):
        with pytest.raises(Refused):
            export_file(app, kind, tmp_path / name)
        assert not (tmp_path / name).exists()


def test_locations_keep_every_measure(full: App) -> None:
    [row] = [row for row in full.ask("locations", limit=100).rows if row.code == "F-01-01"]
    assert {"max_volume_mm3", "max_weight_g", "x_mm", "pick_sequence"} <= {f.name for f in dataclasses.fields(row)}
    assert row.max_volume_mm3 == 2_400_000_000


def test_stock_keeps_what_it_had_cost(full: App, tmp_path: Path, clock: SetClock) -> None:
    for cost, at in ((31, "F-01-04"), (40, "F-01-05")):
        line = OpeningLine(location=at, item="KIT", quantity=5, cost_minor=cost)
        full.run(PostOpeningStock(owner="OWN", lines=(line,)))
    other = new_building(tmp_path / "other.db", clock)
    for kind in ORDER[:4]:
        place = tmp_path / f"{kind}.csv"
        export_file(full, kind, place)
        import_file(other, kind, place)
    found = {row.item: row for row in other.ask("valuation_average", owner="OWN").rows}
    assert (found["KIT"].unit_cost_minor, found["KIT"].standard_minor) == (36, 600)
    other.close()
