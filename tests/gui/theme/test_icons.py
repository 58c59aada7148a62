"""The icons: one family, all there, tinted by the theme, sharp on every screen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication

import wms.gui
from wms.gui.registry.screens import FLOW
from wms.gui.theme import look
from wms.gui.theme.icons import PLACE, icon, names, paint, pixmap
from wms.gui.theme.tokens import tokens

CALLS = {"icon": 0, "tool": 0, "primary": 1, "plain": 1, "quiet": 1, "grave": 1, "EmptyState": 0, "Picture": 0}
"""Which argument of which call is the name of an icon."""


def ink(image: QImage) -> int:
    """How many pixels are drawn on."""
    return sum(image.pixelColor(x, y).alpha() > 40 for x in range(image.width()) for y in range(image.height()))


def darkest(image: QImage) -> QColor:
    """The colour where the drawing is not mixed with the ground."""
    signs = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(signs, key=lambda one: one.alpha())


def named_in_code() -> Iterator[tuple[str, str]]:
    """Every icon the code names as a literal, with where."""
    for place in Path(wms.gui.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for name in _icons_of(node):
                    yield name, place.name


def _icons_of(call: ast.Call) -> Iterator[str]:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    at = CALLS.get(called)
    given = [word.value for word in call.keywords if word.arg in ("icon", "picture")]
    if at is not None and isinstance(call.func, ast.Name) and len(call.args) > at:
        given.append(call.args[at])
    literals = (one.value for one in given if isinstance(one, ast.Constant))
    yield from (one for one in literals if isinstance(one, str) and one)


def test_every_icon_is_drawn_and_stays_inside_its_grid(qapp: QApplication):
    for name in names():
        image = QImage(72, 72, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        paint(painter, name, QRectF(12, 12, 48, 48), "#000000")
        painter.end()
        assert ink(image) > 60, f"{name} shows nothing"
        assert ink(image.copy(12, 12, 48, 48)) == ink(image), f"{name} leaves its grid"


def test_every_icon_is_of_the_family():
    for place in PLACE.glob("*.svg"):
        drawn = place.read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in drawn, place.name
        assert 'stroke-width="1.75"' in drawn, place.name
        assert not re.search(r"#[0-9a-fA-F]{3,6}", drawn), f"{place.name} has a colour of its own"


def test_every_screen_and_every_name_in_the_code_has_its_icon():
    assert set(FLOW) <= names()
    assert {(name, place) for name, place in named_in_code() if name not in names()} == set()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_icons_are_drawn_in_the_screens_own_pixels(dressed: QApplication, ratio: float):
    drawn = icon("truck").pixmap(QSize(20, 20), ratio)
    assert drawn.width() == round(20 * ratio)
    assert drawn.devicePixelRatio() == ratio
    assert pixmap("truck", 20, ratio=ratio).width() == round(20 * ratio)


def test_an_icon_takes_the_colour_of_the_theme_in_use_each_time_it_is_drawn(dressed: QApplication):
    kept = icon("stop", "bad")
    light = darkest(kept.pixmap(QSize(48, 48)).toImage()).name()
    assert light == tokens().bad
    look.apply(dressed, "dark")
    assert darkest(kept.pixmap(QSize(48, 48)).toImage()).name() == tokens().bad != light


def test_an_icon_fades_when_disabled_and_lights_up_when_selected_or_on(dressed: QApplication):
    def shown(mode: QIcon.Mode, state: QIcon.State = QIcon.State.Off) -> str:
        return darkest(icon("stop").pixmap(QSize(48, 48), mode, state).toImage()).name()

    assert shown(QIcon.Mode.Normal) == tokens().text
    assert shown(QIcon.Mode.Disabled) == tokens().faint
    assert shown(QIcon.Mode.Selected) == tokens().on_selection
    assert shown(QIcon.Mode.Normal, QIcon.State.On) == tokens().accent


def test_an_icon_nobody_drew_is_an_error(qapp: QApplication):
    with pytest.raises(KeyError):
        icon("unicorn")
    with pytest.raises(KeyError):
        icon("truck", "purple")


def test_an_icon_for_no_room_at_all_is_nothing(qapp: QApplication) -> None:
    assert icon("search").pixmap(QSize(0, 12)).isNull()
