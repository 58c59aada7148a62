"""A released wave's batches are walked by the shortest route through the drawn building."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.app.application import App
from wms.model.outbound import Batch
from wms.model.site import Location
from wms.model.work import Task
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.planning.drawing import drawing
from wms.operations.planning.walks import length_in_order, walk
from wms.operations.waving.release import ReleaseWave


def walked(app: App) -> dict[int, list[tuple[int, int]]]:
    """By batch: location and pick sequence of its stops, in the order of the tasks."""
    found: dict[int, list[tuple[int, int]]] = {}
    with app.database.reading() as connection:
        query = (
            select(Task.batch_id, Task.from_location_id, Location.pick_sequence)
            .join(Location, Location.id == Task.from_location_id)
            .where(Task.batch_id.is_not(None)).order_by(Task.batch_id, Task.sequence)
        )  # fmt: skip
        for batch, place, sequence in connection.execute(query):
            found.setdefault(batch, []).append((place, sequence))
    return found


def release(app: App) -> int:
    """Release the only wave; the metres that are noted, in millimetres."""
    [wave] = app.ask("waves").rows
    return int(app.run(ReleaseWave(wave=wave.wave)).values["walk_mm"])


def test_batches_are_walked_in_the_order_that_gives_their_noted_length(waved: App) -> None:
    total = release(waved)
    batches = walked(waved)
    with waved.database.reading() as connection, Session(connection) as session:
        lengths = {batch.id: batch.walk_mm for batch in session.scalars(select(Batch))}
        bench = session.scalars(select(Location).where(Location.code == "BENCH-1")).one()
        places = {place for stops in batches.values() for place, _ in stops}
        drawn = drawing(session, bench.site_id or 0, {bench.id, *places})
    assert total == sum(lengths.values()) > 0
    by_sequence = 0
    for batch, stops in batches.items():
        in_order = list(dict.fromkeys(place for place, _ in stops))
        assert length_in_order(drawn, bench.id, in_order) == lengths[batch]
        by_sequence += length_in_order(drawn, bench.id, [place for place, _ in sorted(stops, key=lambda s: s[1])])
    assert total < by_sequence


def test_without_exact_routes_the_pick_sequence_is_walked(waved: App) -> None:
    waved.run(ChangeSetting(name="waving.exact_routes", value="false"))
    assert release(waved) == 0
    for stops in walked(waved).values():
        assert [sequence for _, sequence in stops] == sorted(sequence for _, sequence in stops)


def test_a_walk_in_the_demo_is_as_long_as_its_drawing_says(demo: App) -> None:
    with demo.database.reading() as connection, Session(connection) as session:
        codes = ("BENCH-1", "FWD02-05-1L", "CHL01-03-1L")
        bench, shelf, cold = (
            session.scalars(select(Location).where(Location.code == code)).one() for code in codes
        )
        drawn = drawing(session, bench.site_id or 0, {bench.id, shelf.id, cold.id})
    for place in (shelf, cold):
        straight = abs(place.x_mm - bench.x_mm) + abs(place.y_mm - bench.y_mm)
        assert walk(drawn, bench.id, [place.id]).length == 2 * straight
