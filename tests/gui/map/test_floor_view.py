"""The map in its window: what is drawn where, found by mouse and keys, coloured, walked and saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.app.rows import iterate
from wms.base.errors import StorageError
from wms.gui.desk.desk import Desk
from wms.gui.map import source
from wms.gui.map.canvas import FloorCanvas
from wms.gui.map.drawn import flipped
from wms.gui.map.mini import MiniFloor
from wms.gui.map.scale import Kind, Kinds, Ramp
from wms.gui.map.source import FloorSource
from wms.gui.map.view import FloorView
from wms.gui.theme.tokens import tokens
from wms.model.words import LocationType
from wms.operations.master_data.locations import LocationLine, RegisterLocations

# Qt's offscreen screen cannot honour a window's wishes about its size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> FloorView:
    """The map of the small warehouse, read and shown."""
    made = FloorView(desk)
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitSignal(made.shown_floor):
        made.show()
    return made


def middle(canvas: FloorCanvas, code: str) -> QPoint:
    """Where a place is drawn, in the widget's pixels."""
    spot = canvas.state.laid.spot(code)
    assert spot is not None
    return canvas.mapFromScene(flipped(spot.box).center())


def colour_at(canvas: FloorCanvas, at: QPoint) -> str:
    return QColor(canvas.viewport().grab().toImage().pixelColor(at)).name()


def test_a_click_tells_the_place_and_a_double_click_opens_it(view: FloorView, qtbot: QtBot) -> None:
    at = middle(view.canvas, "F-01-03")
    with qtbot.waitSignal(view.place_clicked) as clicked:
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(view.place_opened) as opened:
        qtbot.mouseDClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert clicked.args == opened.args == ["F-01-03"]
    assert view.canvas.accessibleDescription() == "F-01-03"


def test_dragging_moves_the_plan_and_chooses_nothing(view: FloorView, qtbot: QtBot) -> None:
    canvas = view.canvas
    canvas.zoom(4)
    start, before = canvas.viewport().rect().center(), canvas.mapToScene(QPoint(0, 0))
    qtbot.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in (40, 80):
        qtbot.mouseMove(canvas.viewport(), start + QPoint(0, step))
        canvas.mouseMoveEvent(_dragged(start + QPoint(0, step)))
    qtbot.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(0, 80))
    assert canvas.mapToScene(QPoint(0, 0)) != before
    assert canvas.state.selected == ""


def _dragged(at: QPoint):  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(at), left, left, none)


def test_keys_walk_from_place_to_place_zoom_and_open(view: FloorView, qtbot: QtBot) -> None:
    canvas = view.canvas
    canvas.setFocus()
    view.select("R-01-02")
    with qtbot.waitSignal(view.place_clicked) as clicked:
        qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert clicked.args == ["R-01-03"]
    before = canvas.transform().m11()
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.transform().m11() > before
    for _ in range(60):
        qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.transform().m11() >= before * 0.4
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.transform().m11() == pytest.approx(before)
    with qtbot.waitSignal(view.place_opened) as opened:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert opened.args == ["R-01-03"]


def test_values_colour_places_and_the_legend_says_what_they_mean(view: FloorView) -> None:
    ramp = Ramp("Picks", 0, 10)
    view.colour({"F-01-01": 10, "F-01-02": 0}, ramp)
    assert colour_at(view.canvas, middle(view.canvas, "F-01-01")) == ramp.colour(10)
    assert colour_at(view.canvas, middle(view.canvas, "F-01-02")) == ramp.colour(0)
    assert not view.legend.isHidden()
    assert "Picks" in view.legend.accessibleName()
    view.colour({}, None)
    assert view.legend.isHidden()


def test_kinds_are_named_in_the_tooltip(view: FloorView) -> None:
    view.colour({"F-01-01": "a"}, Kinds("Class", (Kind("a", "Fast movers"),)))
    spot = view.canvas.state.laid.spot("F-01-01")
    assert spot is not None
    assert view.canvas.told(spot) == "F-01-01  ·  Class: Fast movers"
    assert view.legend.accessibleName() == "Class: Fast movers"


def test_highlighted_places_stand_out_until_others_are(view: FloorView) -> None:
    at = middle(view.canvas, "F-01-05")
    view.highlight(["F-01-05", "NOWHERE"], "warn")
    assert colour_at(view.canvas, at) == tokens().warn
    view.highlight([])
    assert colour_at(view.canvas, at) != tokens().warn


def test_a_typed_code_is_found_several_are_ringed_and_none_is_told(view: FloorView, desk: Desk, qtbot: QtBot) -> None:
    field: QLineEdit = view.search
    field.setText("dock-9")
    with qtbot.waitSignal(view.place_clicked) as clicked:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert clicked.args == ["DOCK-9"]
    field.setText("lane")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert set(view.canvas.state.tones) == {"LANE-1", "LANE-2"}
    field.setText("nowhere")
    with qtbot.waitSignal(desk.noticed) as noticed:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "nowhere" in noticed.args[0].text


def test_a_way_is_walked_stop_by_stop(view: FloorView, qtbot: QtBot) -> None:
    view.player._walk.setDuration(5)
    view.route([(5_000, 6_000), (5_000, 30_000)], ["DOCK-1", "R-01-03", "F-01-08", "NOWHERE"])
    assert not view.player.isHidden()
    assert view.player.words.text().startswith("3 stops")
    with qtbot.waitSignal(view.player.stop_reached) as reached:
        view.player.on()
    assert reached.args == ["DOCK-1"]
    with qtbot.waitSignal(view.player.stop_reached, check_params_cb=lambda code: code == "F-01-08"):
        view.player.play()
    qtbot.waitUntil(lambda: view.player.stop == 3)
    assert view.canvas.state.along == view.canvas.state.track.stops[-1].along  # type: ignore[union-attr]
    assert view.player.words.text() == "Stop 3 of 3: F-01-08"
    view.clear_route()
    assert view.player.isHidden()


def test_one_level_alone_is_shown_and_levels_are_climbed(app: App, desk: Desk, qtbot: QtBot) -> None:
    app.run(RegisterLocations(lines=tuple(
        LocationLine(code=f"S-{level}", zone="FWD", aisle="01", type=LocationType.SHELF, level=level, position=1,
                     x_mm=5_000, y_mm=30_000)
        for level in (1, 2, 3)
    )))  # fmt: skip
    view = FloorView(desk)
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.shown_floor):
        view.show()
    assert [view.level.itemText(at) for at in range(view.level.count())] == [
        "All levels", "Level 1", "Level 2", "Level 3"]  # fmt: skip
    view.colour({"S-1": 1.0, "S-3": 9.0}, ramp := Ramp("Fill", 0, 9))
    spot = view.canvas.state.laid.spot("S-1")
    assert spot is not None
    assert view.canvas.state.colours()(spot) == ramp.colour(9)
    view.level.setCurrentIndex(1)
    assert view.canvas.state.colours()(spot) == ramp.colour(1)
    view.select("S-1")
    qtbot.keyClick(view.canvas, Qt.Key.Key_PageUp)
    assert view.canvas.state.selected == "S-2"


def test_a_new_location_appears_by_itself(view: FloorView, desk: Desk, app: App, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.changes.ready)
    with qtbot.waitSignal(view.shown_floor, timeout=5_000):
        desk.run(RegisterLocations(lines=(LocationLine(code="NEW-1", zone="FWD", type=LocationType.SHELF),)))
    assert "NEW-1" in view.canvas.state.laid.where


@pytest.mark.parametrize("name", ["map.png", "map.svg", "map.pdf"])
def test_the_plan_is_saved_as_a_picture(view: FloorView, desk: Desk, qtbot: QtBot, tmp_path: Path, name: str) -> None:
    view.select("F-01-05")
    with qtbot.waitSignal(desk.noticed) as noticed:
        view.save(tmp_path / name)
    assert name in noticed.args[0].text
    if name.endswith("png"):
        assert QImage(str(tmp_path / name)).width() == 3_200
    elif name.endswith("pdf"):
        [page] = pypdfium2.PdfDocument(tmp_path / name)
        assert round(page.get_width() / 72 * 25.4) == 297
        picture = page.render().to_pil().convert("RGB")
        assert len(picture.getcolors(1 << 20)) > 10  # the page is full of it, from edge to edge
        assert picture.getpixel((picture.width - 2, picture.height - 2)) != (255, 255, 255)
    else:
        assert QSvgRenderer(str(tmp_path / name)).isValid()
        assert "F-01-05" in (tmp_path / name).read_text(encoding="utf-8")


def test_a_picture_that_cannot_be_written_is_told(view: FloorView, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    for wrong in (tmp_path / "map.bmp", tmp_path / "no" / "map.png"):
        with qtbot.waitSignal(desk.noticed) as noticed:
            view.save(wrong)
        assert noticed.args[0].kind == "wrong"


def test_an_empty_building_says_what_to_do(empty: App, tmp_path: Path, qtbot: QtBot) -> None:
    desk = Desk(empty, "system", frozenset({"*"}), tmp_path / "p")
    view = FloorView(desk)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(view._empty.isVisible)
    desk.close()


def test_a_building_that_cannot_be_read_can_be_tried_again(
    desk: Desk, app: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(app: App, question: str) -> Iterator[Any]:
        if question == "zones":
            raise StorageError("The database is busy.")
        return iterate(app, question)

    monkeypatch.setattr(source, "iterate", broken)
    view = FloorView(desk)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(view._broken.isVisible)
    monkeypatch.undo()
    with qtbot.waitSignal(view.shown_floor):
        view._try_again()


def test_the_small_map_shows_where_a_task_leads(desk: Desk, qtbot: QtBot) -> None:
    mini = MiniFloor(desk)
    qtbot.addWidget(mini)
    mini.point_out({"F-01-05": "accent"}, [(5_000, 6_000), (5_000, 18_000)], ["F-01-05"])
    mini.resize(300, 200)
    mini.show()
    qtbot.waitUntil(lambda: FloorSource.of(desk).ready)
    qtbot.waitUntil(lambda: mini.state.track is not None)
    assert [stop.code for stop in mini.state.track.stops] == ["F-01-05"]  # type: ignore[union-attr]
    assert colour_at(mini, middle(mini, "R-01-01")) != tokens().accent
    mini.point_out({})
    assert mini.state.track is None
