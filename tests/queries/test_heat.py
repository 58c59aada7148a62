"""How places are used is the same as counted by hand."""

from __future__ import annotations

from datetime import timedelta

from wms.app.application import App
from wms.base.clock import utc_now
from wms.model.site import Location
from wms.model.words import TaskKind, TaskState
from wms.model.work import Task
from wms.operations.opening_stock import OpeningLine, PostOpeningStock


def test_fill_value_picks_and_open_work_of_a_place(app: App) -> None:
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=120, location="F-01-01"),
        OpeningLine(item="KIT", quantity=10, location="F-01-01"),
    )))  # fmt: skip
    with app.database.writing() as session:
        place = session.query(Location).filter_by(code="F-01-01").one()
        for number, (state, age) in enumerate(((TaskState.DONE, 1), (TaskState.DONE, 60), (TaskState.OPEN, 0))):
            session.add(Task(
                number=f"T{number}", kind=TaskKind.PICK, state=state, site_id=place.site_id, from_location_id=place.id,
                created_at=utc_now() - timedelta(days=age), quantity=1, done_quantity=int(state is TaskState.DONE),
                done_at=utc_now() - timedelta(days=age) if state is TaskState.DONE else None,
            ))  # fmt: skip
    row = next(row for row in app.ask("location_heat", days=28).rows if row.location == "F-01-01")
    assert (row.items, row.on_hand, row.picks, row.tasks) == (2, 130, 1, 1)
    assert row.value_minor == 120 * 25 + 10 * 60
    assert row.fill == 100.0 * 130 * (100 * 100 * 20) / 2_400_000_000
    empty = next(row for row in app.ask("location_heat").rows if row.location == "F-01-08")
    assert (empty.items, empty.on_hand, empty.fill, empty.oldest, empty.expiry) == (0, 0, 0.0, None, None)
    assert next(r for r in app.ask("location_heat", days=90).rows if r.location == "F-01-01").picks == 2
