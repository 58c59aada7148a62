"""A building is drawn with mouse and keys, its locations are generated, steps are taken back, and it is saved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.errors import Refused
from wms.gui.desk.desk import Desk
from wms.gui.map.floor import Floor, Place, Walk, Zone
from wms.gui.map.placing import Box
from wms.gui.screens.master_data.layout_canvas import LayoutCanvas
from wms.gui.screens.master_data.layout_editor import LayoutEditor
from wms.gui.screens.master_data.layout_generate import Rules, code_of, generate
from wms.gui.screens.master_data.layout_page import LayoutPage
from wms.gui.screens.master_data.layout_plan import Piece, Plan
from wms.model.words import Purpose
from wms.operations.master_data.buildings import RegisterZone
from wms.operations.master_data.locations import RegisterLocations
from wms.queries.page import Filter

AISLE = Walk("A1", False, 5_000, 2_000, 5_000, 14_000, False, False)
SHELF = Place("A1-01", "Z", "A1", 1, 1, 1, "shelf", "open", 5_000, 3_000, 1_000, 600)
LANE = Place("LANE", "Z", "", 0, 0, 0, "lane", "open", 8_000, 3_000, 2_000, 2_000)
ZONE = Zone("Z", "Zone", "forward", "ambient", "none", 1_000, 1_000, 12_000, 14_000)
FLOOR = Floor("MAIN", "Main", 30_000, 20_000, (ZONE,), (AISLE,), (SHELF, LANE))


def test_an_aisle_takes_its_locations_with_it_and_a_zone_what_stands_on_its_floor() -> None:
    plan = Plan(FLOOR).moved(Piece("aisle", "A1"), 1_000, 500)
    assert [(p.code, p.x, p.y) for p in plan.floor.places] == [("A1-01", 6_000, 3_500), ("LANE", 8_000, 3_000)]
    plan = plan.moved(Piece("zone", "Z"), 2_000, -9_000)
    assert (plan.floor.zones[0].x, plan.floor.zones[0].y) == (3_000, 0)
    assert [(p.code, p.x, p.y) for p in plan.floor.places] == [("A1-01", 6_000, 3_500), ("LANE", 10_000, 2_000)]
    names = [type(command).__name__ for command in plan.commands(FLOOR)]
    assert names == ["RegisterZone", "RegisterAisle", "RegisterLocations"]
    last = plan.commands(FLOOR)[-1]
    assert isinstance(last, RegisterLocations)
    assert {(line.code, line.x_mm) for line in last.lines} == {("A1-01", 6_000), ("LANE", 10_000)}


def test_the_walk_winds_and_codes_follow_the_pattern() -> None:
    rules = Rules("Z", bays=3, levels=2, bay_width=1_000, margin=500, first_sequence=7)
    lines = generate(rules, AISLE)
    assert [line.code for line in lines[:4]] == ["A1-01-1L", "A1-01-1R", "A1-01-2L", "A1-01-2R"]
    assert [line.pick_sequence for line in lines] == list(range(7, 19))
    assert (lines[0].x_mm, lines[0].y_mm, lines[2].z_mm) == (5_000, 3_000, 500)
    down = generate(replace(rules, down=True), AISLE)
    assert down[0].bay == 3
    assert down[-1].bay == 1
    around = generate(replace(rules, sides=True, levels=1), AISLE)
    assert [(line.bay, line.position) for line in around] == [(1, 1), (2, 1), (3, 1), (3, 2), (2, 2), (1, 2)]
    assert code_of("{aisle}.{bay:3}.{level}.{position:2}", "B", 4, 2, 1) == "B.004.2.01"


def test_everything_wrong_with_the_rules_is_told_at_once() -> None:
    with pytest.raises(Refused) as wrong:
        generate(Rules("", pattern="{aisle}{nonsense}", bays=100), AISLE)
    assert {problem.field for problem in wrong.value.problems} == {"bays", "zone", "pattern"}
    with pytest.raises(Refused, match="same code"):
        generate(Rules("Z", pattern="{aisle}-{bay}", bays=2), AISLE)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> LayoutPage:
    made = LayoutPage(desk)
    qtbot.addWidget(made)
    made.resize(1_200, 700)
    made.show()
    made.arrive()
    qtbot.waitUntil(lambda: made.editor.plan.floor.site == "MAIN")
    return made


def test_a_zone_and_an_aisle_are_drawn_by_keys_filled_and_saved(app: App, page: LayoutPage, qtbot: QtBot) -> None:
    editor, canvas = page.editor, page.canvas
    QTest.keyClick(page.tools["zone"], Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert editor.selected == Piece("zone", "Z1")
    zone = editor.thing
    assert isinstance(zone, Zone)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    moved = editor.thing
    assert isinstance(moved, Zone)
    assert (moved.x - zone.x, moved.depth - zone.depth) == (500, 500)
    QTest.keyClick(page.tools["aisle"], Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert editor.selected == Piece("aisle", "A1")
    QTest.keyClick(page.generate, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.generator.figures["first_sequence"].value() > 20)
    page.generator.figures["bays"].setValue(4)
    assert len(editor.preview) == 32
    assert page.generator.down.isChecked()
    assert page.generator.codes.text() == "A1-04-1L, A1-04-1R, A1-04-2L, A1-04-2R, …, A1-01-4R"
    page.generator.pattern.setText("nonsense")
    assert not page.generator.enter.isEnabled()
    page.generator.pattern.setText("{aisle}-{bay:2}-{level}{side}")
    QTest.keyClick(page.generator.enter, Qt.Key.Key_Space)
    assert len(editor.plan.lines) == 32
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not editor.plan.lines)
    editor.redo()
    before = app.how_many("locations")
    page.save.click()
    qtbot.waitUntil(lambda: app.how_many("locations") == before + 32)
    qtbot.waitUntil(lambda: not editor.dirty)
    rows = app.ask("locations", aisle="A1", sort=("pick_sequence",), limit=40).rows
    assert [row.code for row in rows[:2]] == ["A1-04-1L", "A1-04-1R"]
    assert rows[0].pick_sequence > 20
    assert app.ask("zones", filters=(Filter("zone", "=", "Z1"),)).rows[0].purpose == "reserve"


def test_the_mouse_draws_moves_and_resizes_on_the_grid(desk: Desk, qtbot: QtBot) -> None:
    editor = LayoutEditor(desk)
    canvas = LayoutCanvas(desk, editor)
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    canvas.show()
    editor.load(FLOOR)

    def at(x: float, y: float) -> QPoint:
        return canvas.to_screen.map(QPointF(x, y)).toPoint()

    def drag(begin: QPoint, end: QPoint) -> None:
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
        QTest.mouseMove(canvas, end)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)

    canvas.tool = "zone"
    drag(at(16_100, 2_100), at(24_900, 9_900))
    assert [(z.x, z.y, z.width, z.depth) for z in editor.plan.floor.zones[1:]] == [(16_000, 2_000, 9_000, 8_000)]
    drag(at(20_000, 5_000), at(21_000, 7_000))
    assert [(z.x, z.y) for z in editor.plan.floor.zones[1:]] == [(17_000, 4_000)]
    drag(at(26_000, 12_000), at(27_000, 12_000))
    assert [(z.width, z.depth) for z in editor.plan.floor.zones[1:]] == [(10_000, 8_000)]
    drag(at(5_000, 12_000), at(6_000, 12_000))
    assert editor.plan.floor.walks[0].x1 == 6_000
    assert editor.plan.floor.places[0].x == 6_000
    while editor.can_undo:
        editor.undo()
    assert editor.plan.floor == FLOOR


def test_a_drawing_outlives_its_page_and_a_new_thing_may_be_taken_away(desk: Desk, qtbot: QtBot) -> None:
    editor = LayoutEditor.of(desk)
    editor.load(FLOOR)
    editor.add_zone(Box(20_000, 1_000, 3_000, 3_000))
    page = LayoutPage(desk)
    qtbot.addWidget(page)
    page.arrive()
    qtbot.waitUntil(lambda: page.source.ready)
    assert page.editor is editor
    assert editor.dirty
    assert editor.delete()
    told: list[str] = []
    editor.refused.connect(told.append)
    editor.select(Piece("zone", "Z"))
    assert not editor.delete()
    assert told == [f"Z has {editor.plan.standing_on(Piece('zone', 'Z'))} locations. Enter them elsewhere or take them"
                    " away first."]  # fmt: skip


def test_a_saved_zone_where_nothing_is_may_be_taken_away_until_then_undone(
    app: App, page: LayoutPage, qtbot: QtBot
) -> None:
    edges = {"x_mm": 1_000, "y_mm": 1_000, "width_mm": 2_000, "depth_mm": 2_000}
    app.run(RegisterZone(code="EMPTY", purpose=Purpose.RESERVE, **edges))
    page.source.read()
    qtbot.waitUntil(lambda: page.editor.plan.find(Piece("zone", "EMPTY")) is not None)
    page.editor.select(Piece("zone", "EMPTY"))
    page.delete.click()
    page.editor.undo()
    assert not page.editor.dirty
    page.editor.select(Piece("zone", "EMPTY"))
    page.delete.click()
    page.editor.select(Piece("zone", "RES"))
    page.delete.click()
    assert page.banner.text().startswith("RES has 6 locations.")
    page.save.click()
    qtbot.waitUntil(lambda: "EMPTY" not in {row.zone for row in app.ask("zones").rows})
    qtbot.waitUntil(lambda: not page.editor.dirty)
