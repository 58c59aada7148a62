"""The floor in small, for the foot of a pick list: zones, aisles, and the stops by their numbers.

It shows where the walk leads at a glance; the list above says what is there. The ground is drawn once a file, however
many lists that has.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.units import mm

from wms.documents import fonts
from wms.documents.paper import Ask
from wms.documents.sheet import FOOT, GREY, HAIR, INK, MARGIN, RULE, Sheet

HIGH, LEAST, WHOLE = 95 * mm, 48 * mm, 190 * mm
"""As high at most; where less than the least is left on the page, it comes on the next, and has that to itself."""
DOT, NEAR = 2.1 * mm, 3.4 * mm
_ZONE, _SMALL = 6.0, 6.5


class FloorSketch:
    """The floor of one building; nothing is drawn where none is known."""

    def __init__(self, ask: Ask) -> None:
        shapes = ask("floor_plan")
        site = next((one for one in shapes if one.kind == "site" and one.width_mm and one.depth_mm), None)
        self._wide: int = site.width_mm if site is not None else 0
        self._deep: int = site.depth_mm if site is not None else 0
        self._zones = [one for one in shapes if one.kind == "zone" and one.width_mm and one.depth_mm]
        self._lines = [one for one in shapes if one.kind in ("aisle", "cross-aisle")]

    def draw(self, sheet: Sheet, stops: Sequence[Any]) -> None:
        """Below where the sheet stands, as large as there is room."""
        known = [(number, stop) for number, stop in enumerate(stops, 1) if stop.x_mm or stop.y_mm]
        if not (self._wide and self._deep and known):
            return
        alone = sheet.need(LEAST)
        high = min(WHOLE if alone else HIGH, sheet.y - FOOT - 4 * mm)
        scale = min(sheet.room / self._wide, high / self._deep)
        left, foot = MARGIN, sheet.y - 3 * mm - self._deep * scale
        self._ground(sheet, left, foot, scale)
        self._stops(sheet, known, left, foot, scale)
        sheet.y = foot

    def _ground(self, sheet: Sheet, left: float, foot: float, scale: float) -> None:
        """As a form of the file's: a form has one size, so lists with less room have one of their own."""
        canvas, name = sheet.canvas, f"floor{round(scale * 1e6)}"
        if not canvas.hasForm(name):
            canvas.beginForm(name, 0, 0, self._wide * scale, self._deep * scale)
            canvas.setLineWidth(0.4)
            canvas.setStrokeGray(HAIR)
            for one in self._lines:
                canvas.line(one.x_mm * scale, one.y_mm * scale, (one.x_mm + one.width_mm) * scale,
                            (one.y_mm + one.depth_mm) * scale)  # fmt: skip
            canvas.setStrokeGray(RULE)
            for one in self._zones:
                canvas.rect(one.x_mm * scale, one.y_mm * scale, one.width_mm * scale, one.depth_mm * scale)
                room = one.width_mm * scale - 2
                if fonts.width(one.code, _ZONE) <= room:
                    fonts.draw(canvas, one.x_mm * scale + 2, one.y_mm * scale + 2, one.code, _ZONE, grey=GREY)
            canvas.setStrokeGray(INK)
            canvas.setLineWidth(0.6)
            canvas.rect(0, 0, self._wide * scale, self._deep * scale)
            canvas.endForm()
        canvas.saveState()
        canvas.translate(left, foot)
        canvas.doForm(name)
        canvas.restoreState()

    def _stops(self, sheet: Sheet, known: Sequence[tuple[int, Any]], left: float, foot: float, scale: float) -> None:
        """Their numbers on dots; stops that lie on each other share one."""
        together: list[tuple[float, float, list[int]]] = []
        for number, stop in known:
            x, y = left + stop.x_mm * scale, foot + stop.y_mm * scale
            near = next((its for a, b, its in together if abs(a - x) + abs(b - y) < NEAR), None)
            if near is None:
                together.append((x, y, [number]))
            else:
                near.append(number)
        for x, y, its in together:
            text = numbered(its)
            wide = max(2 * DOT, fonts.width(text, _SMALL, bold=True) + 2 * mm)
            x = min(max(x, left + wide / 2), left + self._wide * scale - wide / 2)
            sheet.canvas.setFillGray(1)
            sheet.canvas.setStrokeGray(INK)
            sheet.canvas.setLineWidth(0.7)
            sheet.canvas.roundRect(x - wide / 2, y - DOT, wide, 2 * DOT, DOT, fill=1)
            sheet.text(x - fonts.width(text, _SMALL, bold=True) / 2, y - _SMALL * 0.36, text, _SMALL, bold=True)


def numbered(its: Sequence[int]) -> str:
    """Stops at one place: "7", "7–9", or "7 +2" where others lie between them."""
    if len(its) == 1:
        return str(its[0])
    return f"{its[0]}–{its[-1]}" if its[-1] - its[0] == len(its) - 1 else f"{its[0]} +{len(its) - 1}"
