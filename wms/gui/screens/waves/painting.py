"""How the wave board is drawn: headers with their bars of load, and cards with a chip where there is a danger."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from wms.base.clock import utc_now
from wms.gui.screens.waves.piles import Card, Load, Pile
from wms.gui.texts.say import language, say
from wms.gui.texts.shown import word
from wms.gui.theme.look import font
from wms.gui.theme.tokens import Tokens
from wms.gui.theme.widgets_status import chip_size, paint_chip, tone_of

FULL = 0.9
"""From this part of its room on a load is told as nearly full."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
RISKS = {"overdue": "bad", "late": "bad", "at_risk": "warn"}
"""The tone of each risk that is told."""

MOST_SHARE = 9.99
"""Beyond this there is hardly any time left, and a share of it says nothing: the work itself is told."""


class Painting:
    """Draws with one look; made anew when the look changes, so that fonts are made once and not for each card."""

    def __init__(self, look: Tokens) -> None:
        self.look = look
        self.body, self.strong, self.small = font(look.body), font(look.body, heavy=True), font(look.small)
        self.large = font(look.large, heavy=True)
        self._metrics = {id(one): QFontMetricsF(one) for one in (self.body, self.strong, self.small, self.large)}
        self._cut: dict[tuple[str, int, int], str] = {}

    # --- headers ---------------------------------------------------------------------------------------------------

    def header(self, painter: QPainter, place: QRectF, pile: Pile, here: bool, target: bool) -> None:
        """A pile's head: its name and state, what is in it, and its bars."""
        look = self.look
        painter.fillRect(place.adjusted(-look.space(1), 0, look.space(1), 0), QColor(look.window))
        box = place.adjusted(0, look.space(1), 0, -look.space(1))
        self._box(painter, box, look.accent_soft if target else look.surface, look.accent if target or here else "")
        inside = box.adjusted(look.space(3), look.space(2), -look.space(3), -look.space(2))
        line = QRectF(inside.left(), inside.top(), inside.width(), look.large * 1.6)
        room = line.width()
        if pile.state:
            size = chip_size(word(pile.state))
            spot = QRectF(line.right() - size.width(), line.top(), size.width(), line.height())
            paint_chip(painter, spot, word(pile.state), "accent" if pile.state == "released" else "neutral")
            room -= size.width() + look.space(2)
        self._text(painter, QRectF(line.left(), line.top(), room, line.height()), pile.title, self.large, look.text)
        line = QRectF(inside.left(), line.bottom(), inside.width(), look.small * 1.7)
        self._text(painter, line, _told(pile), self.small, look.muted)
        for load in pile.loads:
            line = QRectF(inside.left(), line.bottom() + look.space(1), inside.width(), look.small * 1.5)
            self._load(painter, line, load)
            line.setHeight(line.height() + look.space(1.5))

    def _load(self, painter: QPainter, line: QRectF, load: Load) -> None:
        look, share = self.look, load.share
        tone = "bad" if share is not None and share > 1 else "warn" if share is not None and share >= FULL else "accent"
        told = _minutes(load.own) if share is None or share > MOST_SHARE else f"{share:.0%}"
        colour = look.ink(tone) if tone != "accent" else look.text
        self._text(painter, line, load.name, self.small, look.muted)
        self._text(painter, line, told, self.small, colour, _RIGHT)
        track = QRectF(line.left(), line.bottom(), line.width(), look.space(1.5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.pressed))
        rounding = track.height() / 2
        painter.drawRoundedRect(track, rounding, rounding)
        if share is None or load.room is None:
            return
        room = max(1, load.room, load.own + load.before)
        for value, fill in ((load.before + load.own, look.fill(tone)), (load.before, look.faint)):
            if value:
                filled = QRectF(track)
                filled.setWidth(max(track.height(), track.width() * value / room))
                painter.setBrush(QColor(fill))
                painter.drawRoundedRect(filled, rounding, rounding)

    # --- cards -----------------------------------------------------------------------------------------------------

    def card(self, painter: QPainter, place: QRectF, card: Card, here: bool, chosen: bool) -> None:
        """A card: order and priority above, customer and lines below, a chip where it is in danger."""
        look = self.look
        self._box(painter, place, look.selection if chosen else look.surface, look.focus if here else "")
        ink, quiet = (look.on_selection, look.on_selection) if chosen else (look.text, look.muted)
        inside = place.adjusted(look.space(2.5), look.space(1), -look.space(2.5), -look.space(1))
        above = QRectF(inside.left(), inside.top(), inside.width(), inside.height() / 2)
        below = QRectF(inside.left(), above.bottom(), inside.width(), inside.height() / 2)
        room = above.width()
        if card.risk in RISKS:
            size = chip_size(word(card.risk))
            spot = QRectF(above.right() - size.width(), above.top(), size.width(), above.height())
            paint_chip(painter, spot, word(card.risk), RISKS[card.risk], elide=False)
            room -= size.width() + look.space(2)
        elif card.fixed:
            size = chip_size(word(card.state))
            spot = QRectF(above.right() - size.width(), above.top(), size.width(), above.height())
            paint_chip(painter, spot, word(card.state), tone_of(card.state), elide=False)
            room -= size.width() + look.space(2)
        self._text(painter, QRectF(above.left(), above.top(), room, above.height()), card.order, self.strong, ink)
        right = say("{lines} lines · P{priority}", priority=card.priority, lines=card.lines)
        wide = self._metrics[id(self.small)].horizontalAdvance(right) + look.space(2)
        self._text(painter, below, right, self.small, quiet, _RIGHT)
        self._text(painter, below.adjusted(0, 0, -wide, 0), card.customer, self.body, quiet)

    def ghost(self, painter: QPainter, at: QPointF, count: int) -> None:
        """What is being dragged."""
        look = self.look
        text = say("1 order") if count == 1 else say("{count} orders", count=count)
        size = chip_size(text)
        paint_chip(painter, QRectF(at.x() + look.space(3), at.y(), size.width(), size.height()), text, "accent")

    # --- pieces ----------------------------------------------------------------------------------------------------

    def _box(self, painter: QPainter, place: QRectF, fill: str, edge: str) -> None:
        look = self.look
        strong = look.name == "contrast"
        line = look.edge if strong else look.line
        pen = QPen(QColor(edge or line), look.focus_width if edge else look.line_width)
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(place.adjusted(inset, inset, -inset, -inset), look.radius, look.radius)

    def _text(
        self, painter: QPainter, place: QRectF, text: str, type_: QFont, colour: str,
        where: Qt.AlignmentFlag = _LEFT,
    ) -> None:  # fmt: skip
        key = (text, id(type_), round(place.width()))
        cut = self._cut.get(key)
        if cut is None:
            cut = self._metrics[id(type_)].elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            self._cut[key] = cut
        painter.setFont(type_)
        painter.setPen(QColor(colour))
        painter.drawText(place, int(where), cut)


def _told(pile: Pile) -> str:
    figures = {"orders": f"{len(pile.cards):,}", "lines": f"{pile.lines:,}"}
    if pile.cutoff is None or not pile.state:
        return say("{orders} orders, {lines} lines", **figures)
    return say("{cutoff} · {orders} orders, {lines} lines", cutoff=hour(pile.cutoff), **figures)


def hour(moment: datetime) -> str:
    """The time of day on the site's wall; with its day when that is not today."""
    local = moment.astimezone(language().zone)
    today = utc_now().astimezone(language().zone).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%m-%d %H:%M}"


def _minutes(seconds: int) -> str:
    hours, minutes = divmod(-(-seconds // 60), 60)
    return say("{hours} h {minutes} min", hours=hours, minutes=minutes) if hours else say("{minutes} min",
                                                                                         minutes=minutes)  # fmt: skip
