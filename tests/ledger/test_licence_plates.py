"""Licence plates stay a forest, and what stands on one is where it is, whatever leaves or is carried off."""

from __future__ import annotations

import pytest

from wms.app.application import App
from wms.base.errors import Refused
from wms.ledger import lpns
from wms.ledger.posting import Header
from wms.ledger.proof.prove import prove
from wms.model.lpn import Lpn
from wms.model.words import LpnKind
from wms.operations import find
from wms.operations.opening_stock import OpeningLine, PostOpeningStock


def build(app: App, place: str, *codes: str) -> list[int]:
    with app.database.writing() as session:
        location = find.location(session, place)
        return [lpns.create(session, code, LpnKind.TOTE, location.id) for code in codes]


def nest(app: App, child: int, parent: int) -> None:
    with app.database.writing() as session:
        lpns.nest(session, Header("test", "T", 1, app.clock()), child, parent)


def proves(app: App) -> bool:
    with app.database.reading() as connection:
        return prove(connection).ok


def test_a_plate_does_not_leave_under_another_one(app: App) -> None:
    tote, carton = build(app, "BENCH-1", "TOTE", "CARTON")
    nest(app, tote, carton)
    with app.database.writing() as session, pytest.raises(Refused, match="TOTE stands on"):
        lpns.leave(session, [carton])
    assert proves(app)


def test_a_plate_with_goods_on_it_does_not_leave(app: App) -> None:
    [box] = build(app, "BENCH-1", "BOX")
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=3, location="BENCH-1", lpn="BOX"),)))
    with app.database.writing() as session, pytest.raises(Refused, match="There are goods on BOX"):
        lpns.leave(session, [box])
    assert proves(app)


def test_a_plate_that_leaves_is_taken_off_the_one_it_stood_on(app: App) -> None:
    carton, pallet = build(app, "BENCH-1", "CARTON", "PALLET")
    nest(app, carton, pallet)
    with app.database.writing() as session:
        lpns.leave(session, [carton])
    with app.database.writing() as session:
        assert session.get_one(Lpn, carton).parent_id is None
    assert proves(app)


def test_plates_that_leave_together_stay_together(app: App) -> None:
    carton, pallet = build(app, "BENCH-1", "CARTON", "PALLET")
    nest(app, carton, pallet)
    with app.database.writing() as session:
        lpns.leave(session, [carton, pallet])
    with app.database.writing() as session:
        assert session.get_one(Lpn, carton).parent_id == pallet
    assert proves(app)


def test_an_empty_tote_fetched_for_the_bench_is_taken_off_its_pallet(app: App) -> None:
    tote, pallet = build(app, "R-01-01", "TOTE", "PALLET")
    nest(app, tote, pallet)
    with app.database.writing() as session:
        lpns.place(session, [tote], find.location(session, "BENCH-1").id)
    assert proves(app)
