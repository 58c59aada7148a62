"""Inspection: goods wait until somebody has looked, whole or in parts, and a wrong judgement is taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from wms.app.application import App
from wms.base.errors import Refused
from wms.model.inbound import Inspection
from wms.model.words import InspectionState, Status
from wms.operations.inspecting import FailInspection, PassInspection, ReopenInspection
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine


def received(app: App, quantity: int = 10, lpn: str = "") -> str:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item="VALVE", quantity=quantity, lpn=lpn))
    with app.database.writing() as session:
        return session.scalars(select(Inspection.number).order_by(Inspection.id.desc())).first() or ""


def by_status(app: App) -> dict[str, int]:
    with app.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT status, sum(on_hand) FROM stock GROUP BY status")
        return {row[0]: row[1] for row in rows}


def state(app: App, number: str) -> InspectionState:
    with app.database.writing() as session:
        return session.scalars(select(Inspection.state).where(Inspection.number == number)).one()


def test_what_passes_may_be_used(app: App) -> None:
    number = received(app)
    app.run(PassInspection(inspection=number))
    assert (by_status(app), state(app, number)) == ({"available": 10}, InspectionState.PASSED)


def test_a_part_passes_a_part_fails_and_the_rest_waits(app: App) -> None:
    number = received(app)
    app.run(PassInspection(inspection=number, quantity=6))
    app.run(FailInspection(inspection=number, quantity=1, note="thread cut"))
    assert by_status(app) == {"available": 6, "damaged": 1, "inspection": 3}
    assert state(app, number) is InspectionState.OPEN
    app.run(FailInspection(inspection=number, status=Status.HELD, note="ask the supplier"))
    assert by_status(app) == {"available": 6, "damaged": 1, "held": 3}
    assert state(app, number) is InspectionState.FAILED


@pytest.mark.parametrize("quantity", [-1, 11, 10**15])
def test_no_more_is_judged_than_waits(app: App, quantity: int) -> None:
    number = received(app)
    with pytest.raises(Refused, match="10 wait"):
        app.run(PassInspection(inspection=number, quantity=quantity))
    assert by_status(app) == {"inspection": 10}


def test_the_goods_are_found_where_the_inspector_says(app: App) -> None:
    received(app, 4)
    number = received(app, 6, lpn="P1")
    with pytest.raises(Refused, match="Only 6 of them wait"):
        app.run(PassInspection(inspection=received(app, 8), lpn="P1"))
    app.run(PassInspection(inspection=number, lpn="P1"))
    with app.database.reading() as connection:
        row = connection.exec_driver_sql("SELECT sum(on_hand) FROM stock WHERE lpn_id > 0 AND status = 'available'")
        assert row.scalar_one() == 6


def test_everything_wrong_with_a_judgement_is_told_at_once(app: App) -> None:
    number = received(app)
    with pytest.raises(Refused) as refused:
        app.run(PassInspection(inspection=number, quantity=11, serials=("A",), location="NOWHERE", lpn="NONE"))
    assert [p.field for p in refused.value.problems] == ["quantity", "serials", "location", "lpn"]


def test_a_finished_or_unknown_inspection_is_not_judged(app: App) -> None:
    number = received(app)
    app.run(PassInspection(inspection=number))
    with pytest.raises(Refused, match="is passed"):
        app.run(FailInspection(inspection=number))
    with pytest.raises(Refused, match="no inspection INS-404"):
        app.run(PassInspection(inspection="INS-404"))


def test_what_fails_does_not_become_available(app: App) -> None:
    with pytest.raises(Refused, match="damaged or held"):
        app.run(FailInspection(inspection=received(app), status=Status.AVAILABLE))


def test_a_wrong_judgement_is_taken_back_and_may_be_given_again(app: App) -> None:
    number = received(app)
    with pytest.raises(Refused, match="Nothing of"):
        app.run(ReopenInspection(inspection=number, reason="mistake"))
    for _ in range(2):
        app.run(PassInspection(inspection=number, quantity=6))
        app.run(FailInspection(inspection=number, quantity=4))
        app.run(ReopenInspection(inspection=number, reason="wrong drawing"))
        assert (by_status(app), state(app, number)) == ({"inspection": 10}, InspectionState.OPEN)
