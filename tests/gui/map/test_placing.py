"""Where places are drawn, found and walked to: arithmetic on plain floors, without a window."""

from __future__ import annotations

from functools import partial

import pytest

from wms.app.application import App
from wms.app.rows import iterate
from wms.gui.map.floor import Floor, Place, Walk, Zone, read_floors
from wms.gui.map.laid import lay
from wms.gui.map.placing import Box
from wms.gui.map.signs import numbers, short
from wms.gui.map.track import Track


def place(code: str, **more: object) -> Place:
    known = {"zone": "Z", "aisle": "", "bay": 1, "level": 0, "position": 0, "type": "shelf", "status": "open",
             "x": 0, "y": 0, "width": 1_000, "depth": 600}  # fmt: skip
    return Place(code, **(known | more))  # type: ignore[arg-type]


def floor(*places: Place, walks: tuple[Walk, ...] = (), zone: tuple[int, int, int, int] = (0, 0, 0, 0)) -> Floor:
    return Floor("S", "Site", 0, 0, (Zone("Z", "Zone", "forward", "ambient", "none", *zone),), walks, places)


UP = Walk("A", False, 5_000, 0, 5_000, 20_000, False, False)


def test_the_small_warehouse_is_read_with_its_docks(app: App) -> None:
    floors = read_floors(partial(iterate, app))
    assert list(floors) == ["MAIN"]
    assert [dock.code for dock in floors["MAIN"].docks] == ["DOCK-1", "DOCK-2", "DOCK-9"]
    assert (floors["MAIN"].width, len(floors["MAIN"].zones), floors["MAIN"].walks[0].code) == (60_000, 9, "01")


def test_shelves_stand_beside_their_aisle_and_levels_above_each_other() -> None:
    laid = lay(floor(*(
        place(f"A-{level}{'LR'[side]}", aisle="A", x=5_000, y=3_000, level=level, position=side + 1)
        for level in (1, 2, 3) for side in (0, 1)
    ), walks=(UP,)))  # fmt: skip
    left, right = laid.spot("A-1L"), laid.spot("A-1R")
    assert left is not None
    assert right is not None
    assert left.box == Box(3_400, 2_500, 600, 1_000)
    assert right.box == Box(6_000, 2_500, 600, 1_000)
    assert [one.code for one in left.places] == ["A-1L", "A-2L", "A-3L"]
    assert left.at(2) is left.places[1]
    assert left.at(4) is None


def test_neighbouring_aisles_leave_each_other_room() -> None:
    second = Walk("B", False, 8_000, 0, 8_000, 20_000, False, False)
    laid = lay(floor(place("A1", aisle="A", x=5_000, y=3_000, position=2),
                     place("B1", aisle="B", x=8_000, y=3_000, position=1), walks=(UP, second)))  # fmt: skip
    a, b = laid.spots
    assert a.box.x + a.box.width <= b.box.x


def test_what_stands_on_the_open_floor_stays_inside_its_zone() -> None:
    dock = place("DOCK", type="dock", x=2_000, y=10_500, width=4_000, depth=6_000)
    (spot,) = lay(floor(dock, zone=(0, 0, 9_000, 10_000))).spots
    assert spot.box == Box(0, 4_000, 4_000, 6_000)


def test_a_zone_without_a_rectangle_is_drawn_around_its_places_and_without_places_not_at_all() -> None:
    (region,) = lay(floor(place("A", x=1_000, y=1_000), place("B", x=5_000, y=1_000))).regions
    assert region.box == Box(500, 700, 5_000, 600)
    assert lay(floor()).regions == ()
    assert lay(floor()).bounds.width > 0


def test_the_spot_under_a_point_is_found_and_near_misses_within_slack() -> None:
    laid = lay(floor(place("A", x=1_000, y=1_000), place("B", x=5_000, y=1_000)))
    assert laid.finder.at(5_400, 1_200) == 1
    assert laid.finder.at(1_600, 1_000) is None
    assert laid.finder.at(1_600, 1_000, slack=150) == 0
    assert lay(floor()).finder.at(0, 0, slack=1e9) is None


def test_arrow_keys_lead_through_the_rows_and_end_at_the_edge() -> None:
    laid = lay(floor(*(place(f"{row}{column}", x=2_000 * column, y=3_000 * row) for row in range(3)
                       for column in range(4))))  # fmt: skip
    code = {number: spot.places[0].code for number, spot in enumerate(laid.spots)}
    start = laid.where["00"]
    assert code[laid.finder.toward(start, 1, 0) or 0] == "01"
    assert code[laid.finder.toward(start, 0, 1) or 0] == "10"
    assert laid.finder.toward(start, -1, 0) is None
    assert laid.finder.toward(laid.where["23"], 0, 1) is None


def test_a_spot_is_called_what_its_places_share() -> None:
    laid = lay(floor(*(place(f"R01-05-{level}L", aisle="A", x=5_000, y=3_000, level=level, position=1)
                       for level in (1, 2)), walks=(UP,)))  # fmt: skip
    assert short(laid.spots[0]) == "R01-05"


def test_stops_lie_on_the_way_in_their_order_even_where_it_passes_twice() -> None:
    way = [(0, 0), (0, 10_000), (0, 0), (8_000, 0)]
    track = Track(way, ["FAR", "BACK", "END"], [(500, 9_000), (400, 2_000), (7_000, 300)])
    assert [stop.along for stop in track.stops] == [9_000, 18_000, 27_000]
    assert track.length == 28_000
    assert track.at(18_000) == (0, 2_000)
    assert track.until(12_000) == [(0, 0), (0, 10_000), (0, 8_000)]
    assert track.at(99_999) == (8_000, 0)


def test_a_way_without_points_leads_from_stop_to_stop() -> None:
    track = Track([], ["A", "B"], [(0, 0), (3_000, 4_000)])
    assert [stop.along for stop in track.stops] == [0, 5_000]
    assert Track([], [], []).at(5) == (0.0, 0.0)


@pytest.mark.parametrize(("stops", "said"), [([7], "7"), ([7, 8, 9], "7–9"), ([7, 9], "7 +1")])
def test_stops_at_one_place_share_a_number(stops: list[int], said: str) -> None:
    assert numbers(stops) == said


def test_each_of_twenty_thousand_places_is_found_where_it_is_drawn() -> None:
    walks = tuple(Walk(f"A{n}", False, 3_200 * n, 0, 3_200 * n, 100_000, False, False) for n in range(100))
    laid = lay(floor(*(
        place(f"{walk.code}-{bay}-{side}", aisle=walk.code, bay=bay, position=side, x=walk.x1, y=1_000 * bay)
        for walk in walks for bay in range(100) for side in (1, 2)
    ), walks=walks))  # fmt: skip
    assert len(laid.spots) == 20_000
    for number in range(0, 20_000, 397):
        x, y = laid.spots[number].box.middle
        assert laid.finder.at(x, y) == number
