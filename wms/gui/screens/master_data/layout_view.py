"""How a plan is drawn: the building on its grid, zones, aisles, places and docks, and what is held on top."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform

from wms.gui.map import ground
from wms.gui.map.drawn import pen
from wms.gui.map.floor import Floor, Place, Walk, Zone
from wms.gui.screens.master_data.layout_plan import Plan
from wms.gui.theme.look import font
from wms.gui.theme.tokens import tokens

ROOM_MM, LEAST_GRID_PX = 2_000, 9
UNKNOWN_MM = 20_000


def bounds(floor: Floor) -> QRectF:
    """What there is to see, in mm with y upwards turned over; at least some room to draw in."""
    boxes = [QRectF(0, 0, floor.width or UNKNOWN_MM, floor.depth or UNKNOWN_MM)]
    boxes += [QRectF(zone.x, zone.y, zone.width, zone.depth) for zone in floor.zones]
    boxes += [QRectF(min(w.x1, w.x2), min(w.y1, w.y2), abs(w.x2 - w.x1) + 1, abs(w.y2 - w.y1) + 1) for w in floor.walks]
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.united(box)
    return whole.adjusted(-ROOM_MM, -ROOM_MM, ROOM_MM, ROOM_MM)


def box_of(thing: Zone | Walk | Place) -> QRectF:
    """The thing's rectangle on the floor; an aisle's is as wide as people are."""
    if isinstance(thing, Walk):
        left, low = min(thing.x1, thing.x2), min(thing.y1, thing.y2)
        return QRectF(left, low, abs(thing.x2 - thing.x1), abs(thing.y2 - thing.y1)).adjusted(-600, -600, 600, 600)
    if isinstance(thing, Place):
        wide, deep = thing.width or 1_000, thing.depth or 1_000
        return QRectF(thing.x - wide / 2, thing.y - deep / 2, wide, deep)
    return QRectF(thing.x, thing.y, thing.width, thing.depth)


def handle_of(thing: Zone | Walk | Place) -> QPointF:
    """Where one takes hold of it to resize it: the upper right corner, an aisle's end."""
    if isinstance(thing, Walk):
        return QPointF(thing.x2, thing.y2)
    box = box_of(thing)
    return QPointF(box.right(), box.bottom())


class PlanPainter:
    """Draws with `to_screen`, which turns the floor's mm into the widget's pixels."""

    def __init__(self, painter: QPainter, to_screen: QTransform) -> None:
        self.painter, self.to_screen = painter, to_screen
        self._taken: list[QRectF] = []
        self.scale = hypot(to_screen.m11(), to_screen.m12())

    def floor(self, plan: Plan, grid: int, seen: QRectF) -> None:
        """The building, its grid and its zones."""
        look, painter, floor = tokens(), self.painter, plan.floor
        building = self.rect(QRectF(0, 0, floor.width or UNKNOWN_MM, floor.depth or UNKNOWN_MM))
        painter.fillRect(building, QColor(look.surface))
        for zone in floor.zones:
            painter.setPen(pen(look.line, look.line_width))
            painter.setBrush(QColor(ground.tint(zone.purpose)))
            painter.drawRect(self.rect(box_of(zone)))
        self._grid(grid, seen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(look.edge, look.line_width * 1.5))
        painter.drawRect(building)

    def places(self, boxes: list[QRectF], docks: tuple[Place, ...]) -> None:
        """Where goods lie, and the doors with their codes."""
        look, painter = tokens(), self.painter
        self._rects(boxes, look.surface, ground.shelf("reserve"))
        for dock in docks:
            painter.setPen(pen(look.edge, look.line_width))
            painter.setBrush(QColor(look.accent_soft))
            painter.drawRect(self.rect(box_of(dock)))

    def walks(self, walks: tuple[Walk, ...]) -> None:
        """Aisles as broken lines; an arrow where they are one-way."""
        look, painter = tokens(), self.painter
        for walk in walks:
            line, colour = self.line(walk), _ink(walk)
            painter.setPen(pen(colour, look.line_width * 2, Qt.PenStyle.DashLine))
            painter.drawLine(line)
            if walk.one_way:
                self._arrow(line, colour)

    def codes(self, walks: tuple[Walk, ...], docks: tuple[Place, ...]) -> None:
        """The docks' codes in their middle, the aisles' at their begin."""
        for dock in docks:
            self._text(self.rect(box_of(dock)), dock.code)
        for walk in walks:
            self._plate(self.line(walk), walk, _ink(walk))

    def names(self, zones: tuple[Zone, ...]) -> None:
        """Each zone's name at its upper left corner."""
        look = tokens()
        self.painter.setFont(font(look.small, heavy=True))
        for zone in zones:
            place = self.rect(box_of(zone))
            metrics = QFontMetricsF(self.painter.font())
            told = f"{zone.code} · {zone.name}" if zone.name != zone.code else zone.code
            told = metrics.elidedText(told, Qt.TextElideMode.ElideRight, place.width() - look.space(2))
            plate = QRectF(place.left() + look.space(0.5), place.top() + look.space(0.5),
                           metrics.horizontalAdvance(told) + look.space(1.5), metrics.height())  # fmt: skip
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(QColor(ground.tint(zone.purpose)))
            self.painter.drawRoundedRect(plate, look.radius / 2, look.radius / 2)
            self.painter.setPen(QColor(look.text))
            self.painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, told)
            self._taken.append(plate)

    def ghosts(self, boxes: list[QRectF]) -> None:
        """Places that would be generated."""
        self._rects(boxes, tokens().accent, tokens().accent_soft)

    def held(self, thing: Zone | Walk | Place) -> None:
        """What is selected, with the handle to resize it by."""
        look, painter = tokens(), self.painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.focus), look.focus_width))
        if isinstance(thing, Walk):
            painter.drawLine(self.line(thing))
        else:
            painter.drawRect(self.rect(box_of(thing)))
        edge = look.space(2.5)
        knob = QRectF(0, 0, edge, edge)
        knob.moveCenter(self.to_screen.map(handle_of(thing)))
        painter.setBrush(QColor(look.surface))
        painter.drawRect(knob)

    def drawing(self, begin: QPointF, end: QPointF, *, as_line: bool) -> None:
        """What is being drawn now."""
        look = tokens()
        self.painter.setPen(pen(look.focus, look.focus_width, Qt.PenStyle.DashLine))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        if as_line:
            self.painter.drawLine(QLineF(self.to_screen.map(begin), self.to_screen.map(end)))
        else:
            self.painter.drawRect(self.to_screen.mapRect(QRectF(begin, end).normalized()))

    # --- small parts -------------------------------------------------------------------------------------------------

    def rect(self, box: QRectF) -> QRectF:
        """A rectangle of the floor in pixels."""
        return self.to_screen.mapRect(box)

    def line(self, walk: Walk) -> QLineF:
        """An aisle in pixels."""
        begin, end = QPointF(walk.x1, walk.y1), QPointF(walk.x2, walk.y2)
        return QLineF(self.to_screen.map(begin), self.to_screen.map(end))

    def _rects(self, boxes: list[QRectF], edge: str, inside: str) -> None:
        """Thousands of rectangles of the floor at once."""
        self.painter.save()
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.painter.setTransform(self.to_screen)
        self.painter.setPen(pen(edge, tokens().line_width))
        self.painter.setBrush(QColor(inside))
        self.painter.drawRects(boxes)
        self.painter.restore()

    def _grid(self, grid: int, seen: QRectF) -> None:
        step = grid or 500
        while step * self.scale < LEAST_GRID_PX:
            step *= 2 if str(step)[0] in "15" else 5
        self.painter.setPen(pen(tokens().line, 1, Qt.PenStyle.DotLine))
        upright = range(int(seen.left() // step) * step, int(seen.right()) + 1, step)
        level = range(int(seen.top() // step) * step, int(seen.bottom()) + 1, step)
        lines = [QLineF(x, seen.top(), x, seen.bottom()) for x in upright]
        lines += [QLineF(seen.left(), y, seen.right(), y) for y in level]
        lines = [self.to_screen.map(line) for line in lines]
        self.painter.drawLines(lines)

    def _arrow(self, line: QLineF, colour: str) -> None:
        edge, unit = tokens().space(2.5), line.unitVector()
        dx, dy, tip = unit.dx() * edge, unit.dy() * edge, line.pointAt(0.5)
        self.painter.setPen(pen(colour, tokens().line_width * 2))
        self.painter.drawPolyline(QPolygonF([
            QPointF(tip.x() - dx - dy / 2, tip.y() - dy + dx / 2), tip,
            QPointF(tip.x() - dx + dy / 2, tip.y() - dy - dx / 2),
        ]))  # fmt: skip

    def _plate(self, line: QLineF, walk: Walk, colour: str) -> None:
        """An aisle's code on its line, a cross-aisle's before it; left out where it would cover another."""
        look, painter = tokens(), self.painter
        painter.setFont(font(look.small, heavy=True))
        metrics = QFontMetricsF(painter.font())
        plate = QRectF(0, 0, metrics.horizontalAdvance(walk.code) + look.space(2), metrics.height())
        along = -plate.width() / 2 - look.space(1) if walk.cross else plate.height() + look.space(1)
        plate.moveCenter(line.pointAt(along / line.length()) if line.length() else line.p1())
        if any(plate.intersects(other) for other in self._taken):
            return
        self._taken.append(plate)
        painter.setPen(pen(colour, look.line_width))
        painter.setBrush(QColor(look.surface))
        painter.drawRoundedRect(plate, look.radius / 2, look.radius / 2)
        painter.setPen(QColor(look.text))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, walk.code)

    def _text(self, place: QRectF, text: str) -> None:
        """A dock's code, where it has room; nothing shines through it."""
        look, painter = tokens(), self.painter
        painter.setFont(font(look.small))
        metrics = QFontMetricsF(painter.font())
        plate = QRectF(0, 0, metrics.horizontalAdvance(text) + look.space(1), metrics.height())
        if plate.width() > place.width():
            return
        plate.moveCenter(place.center())
        painter.fillRect(plate, QColor(look.accent_soft))
        painter.setPen(QColor(look.text))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def _ink(walk: Walk) -> str:
    look = tokens()
    return look.bad if walk.blocked else look.muted if walk.cross else look.accent
