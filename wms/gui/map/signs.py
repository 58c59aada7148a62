"""What is written over the drawing, in the same size at every zoom: names, codes, rings, and the way with its stops."""

from __future__ import annotations

from os.path import commonprefix

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTransform

from wms.gui.map import people
from wms.gui.map.drawn import flipped, point
from wms.gui.map.placing import Region, Spot
from wms.gui.map.state import State
from wms.gui.map.track import Stop
from wms.gui.theme.look import font
from wms.gui.theme.ramp import readable
from wms.gui.theme.tokens import tokens

_MOST_CODES, _MOST_RINGS = 700, 400


def paint(painter: QPainter, rect: QRectF, state: State) -> None:
    """Write everything; `rect` is what can be seen, in scene coordinates."""
    to_screen = painter.worldTransform()
    painter.save()
    painter.setWorldTransform(QTransform())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(tokens().small))
    _codes(painter, rect, state, to_screen)
    for region in state.laid.regions:
        _name(painter, region, to_screen)
    _rings(painter, state, to_screen)
    if state.track is not None:
        _way(painter, state, to_screen)
    _selected(painter, rect, state, to_screen)
    people.paint(painter, state, to_screen)
    painter.restore()


def short(spot: Spot) -> str:
    """What a spot is called: its place's code, or what the codes of the places above each other begin with."""
    codes = [place.code for place in spot.places]
    shared = commonprefix(codes)  # noqa: RUF071 - codes are no paths: their signs count
    return (shared.rstrip("-./ ") or codes[0]) if len(codes) > 1 else codes[0]


def _name(painter: QPainter, region: Region, to_screen: QTransform) -> None:
    """The zone's name at its foot: inside where there is room, else just below; its code where the name is too long."""
    look, place = tokens(), to_screen.mapRect(flipped(region.box))
    bold = font(look.small, heavy=True)
    metrics = QFontMetricsF(bold)
    fits = [text for text in (region.zone.name, region.zone.code)
            if metrics.horizontalAdvance(text) + look.space(1) <= place.width()]  # fmt: skip
    if not fits:
        return
    foot = region.foot * to_screen.m11()
    inside = foot >= metrics.height() + look.space(1)
    top = place.bottom() - metrics.height() - look.space(1) if inside else place.bottom() + look.space(0.5)
    painter.setFont(bold)
    left, wide = place.left() + look.space(1), metrics.horizontalAdvance(fits[0])
    if not inside:
        painter.fillRect(QRectF(left, top, wide, metrics.height()), QColor(look.surface))
    painter.setPen(QColor(look.muted))
    painter.drawText(QPointF(left, top + metrics.ascent()), fits[0])
    painter.setFont(font(look.small))


def _codes(painter: QPainter, rect: QRectF, state: State, to_screen: QTransform) -> None:
    """Codes on the spots that are large enough to bear them, unless there are too many to be read anyway."""
    seen = state.laid.finder.within(rect.left(), -rect.bottom(), rect.right(), -rect.top(), _MOST_CODES)
    if seen is None:
        seen = [*state.laid.standing[:_MOST_CODES]]
    colour_of, inks = state.colours(), dict[str, QColor]()
    metrics, gap = QFontMetricsF(painter.font()), tokens().space(2)
    across, zoom = metrics.height(), abs(to_screen.m11())
    for number in seen:
        spot = state.laid.spots[number]
        box = flipped(spot.box)
        if min(box.width(), box.height()) * zoom < across:
            continue  # no letter would fit: on a small map beside a bench that is so everywhere
        place, text = to_screen.mapRect(box), short(spot)
        room = metrics.horizontalAdvance(text) + gap
        colour = colour_of(spot)
        if colour not in inks:
            inks[colour] = QColor(readable(tokens(), QColor(colour)))
        painter.setPen(inks[colour])
        if place.width() >= room and place.height() >= across:
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        elif place.height() >= room and place.width() >= across:
            _upright(painter, place, text)


def _upright(painter: QPainter, place: QRectF, text: str) -> None:
    """Text from the bottom up, where a spot is too narrow for it."""
    painter.save()
    painter.translate(place.center())
    painter.rotate(-90)
    painter.drawText(QRectF(-place.height() / 2, -place.width() / 2, place.height(), place.width()),
                     Qt.AlignmentFlag.AlignCenter, text)  # fmt: skip
    painter.restore()


def _rings(painter: QPainter, state: State, to_screen: QTransform) -> None:
    """Highlighted places are ringed, so that they are found however small they are drawn."""
    if len(state.tones) > _MOST_RINGS:
        return
    for code, tone in state.tones.items():
        spot = state.laid.spot(code)
        if spot is not None:
            _ring(painter, spot, to_screen, tokens().ink(tone))


def _ring(painter: QPainter, spot: Spot, to_screen: QTransform, colour: str) -> QRectF:
    look = tokens()
    least, gap = look.space(3), look.focus_width
    place = to_screen.mapRect(flipped(spot.box)).adjusted(-gap, -gap, gap, gap)
    wider, taller = max(0.0, least - place.width()) / 2, max(0.0, least - place.height()) / 2
    ring = place.adjusted(-wider, -taller, wider, taller)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.surface), look.focus_width * 2.5))
    painter.drawRoundedRect(ring, look.radius / 2, look.radius / 2)
    painter.setPen(QPen(QColor(colour), look.focus_width))
    painter.drawRoundedRect(ring, look.radius / 2, look.radius / 2)
    return ring


def _selected(painter: QPainter, rect: QRectF, state: State, to_screen: QTransform) -> None:
    """The chosen place: its ring, and its code on a small plate that never leaves the picture."""
    spot, look = state.laid.spot(state.selected), tokens()
    if spot is None:
        return
    if not rect.intersects(flipped(spot.box)):
        return
    ring = _ring(painter, spot, to_screen, look.focus)
    bold = font(look.small, heavy=True)
    metrics = QFontMetricsF(bold)
    plate = QRectF(0, 0, metrics.horizontalAdvance(state.selected) + look.space(3), metrics.height() + look.space(1))
    plate.moveCenter(QPointF(ring.center().x(), ring.top() - look.space(1) - plate.height() / 2))
    seen = to_screen.mapRect(rect)
    plate.moveLeft(min(max(plate.left(), seen.left() + 1), seen.right() - plate.width() - 1))
    if plate.top() < seen.top():
        plate.moveTop(ring.bottom() + look.space(1))
    painter.setFont(bold)
    painter.setPen(QPen(QColor(look.focus), look.line_width))
    painter.setBrush(QColor(look.raised))
    painter.drawRoundedRect(plate, look.radius / 2, look.radius / 2)
    painter.setPen(QColor(look.text))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, state.selected)


def _way(painter: QPainter, state: State, to_screen: QTransform) -> None:
    """The way, drawn stronger where it is done; its stops numbered, near ones together."""
    track, look = state.track, tokens()
    if track is None or not track.points:
        return
    everything = [to_screen.map(point(*one)) for one in track.points]
    done = [to_screen.map(point(*one)) for one in track.until(state.along)]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for points, colour, width in ((everything, look.surface, 5.0), (everything, look.accent, 1.5),
                                  (done, look.accent, 4.0)):  # fmt: skip
        painter.setPen(QPen(QColor(colour), width * look.scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                            Qt.PenJoinStyle.RoundJoin))  # fmt: skip
        painter.drawPolyline(points)
    size = float(look.space(4.5))
    together: list[tuple[QPointF, list[Stop]]] = []
    for stop in track.stops:
        at = to_screen.map(point(*stop.at))
        near = next((stops for other, stops in together if (at - other).manhattanLength() < size), None)
        if near is None:
            together.append((at, [stop]))
        else:
            near.append(stop)
    for at, stops in together:
        _stop(painter, at, size, numbers([stop.number for stop in stops]), stops[-1].along <= state.along + 1)
    here = to_screen.map(point(*track.at(state.along)))
    painter.setPen(QPen(QColor(look.surface), look.focus_width))
    painter.setBrush(QColor(look.text))
    painter.drawEllipse(here, size / 3, size / 3)


def numbers(of: list[int]) -> str:
    """Stops at one place: "7", "7–9", or "7 +2" where others lie between them."""
    if len(of) == 1:
        return str(of[0])
    return f"{of[0]}–{of[-1]}" if of[-1] - of[0] == len(of) - 1 else f"{of[0]} +{len(of) - 1}"


def _stop(painter: QPainter, at: QPointF, size: float, text: str, done: bool) -> None:
    look = tokens()
    painter.setPen(QPen(QColor(look.accent), look.focus_width))
    painter.setBrush(QColor(look.accent if done else look.surface))
    painter.setFont(font(look.small, heavy=True))
    wide = max(size, QFontMetricsF(painter.font()).horizontalAdvance(text) + look.space(1.5))
    pill = QRectF(at.x() - wide / 2, at.y() - size / 2, wide, size)
    painter.drawRoundedRect(pill, size / 2, size / 2)
    painter.setPen(QColor(look.on_accent if done else look.text))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
