"""The wave board on the window: piles of cards to walk through by keys, and to move by keys or mouse.

Only what is seen is drawn, so a board of thousands of orders costs no more than one of dozens.
Arrows walk, Space chooses, Shift with an arrow chooses on the way, Ctrl+Left and Ctrl+Right move what is chosen to the
next pile that takes it, Enter opens an order, Escape lets go.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame

from wms.gui.screens.waves.painting import Painting
from wms.gui.screens.waves.piles import UNPLANNED, Board, Card, Pile
from wms.gui.screens.waves.placing import Placing
from wms.gui.texts.say import say
from wms.gui.theme.look import looked
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip

_FAR = 10**9
_STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_PageUp: (0, -10), Qt.Key.Key_PageDown: (0, 10), Qt.Key.Key_Home: (0, -_FAR), Qt.Key.Key_End: (0, _FAR),
}  # fmt: skip


class BoardCanvas(QAbstractScrollArea):
    """The board. `move_wanted` gives the orders and the key of the pile they go to; `current_changed` that the keys
    stand elsewhere (or that other orders are chosen); `opened` an order's number.
    """

    move_wanted = Signal(list, str)
    current_changed = Signal()
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.board = Board()
        self.chosen: set[str] = set()
        self._at = (0, -1)
        self._pressed: QPointF | None = None
        self._drag: QPointF | None = None
        self._target: int | None = None
        self._dress()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("Wave board"))
        self.viewport().setMouseTracking(True)
        looked.connect(self._dress)

    # --- what is shown ---------------------------------------------------------------------------------------------

    def show_board(self, board: Board) -> None:
        """Show this board; who stood on an order stands on it again, wherever it is now."""
        here = self.current_card()
        pile = self.current_pile()
        self.board = board
        self.chosen &= board.places.keys()
        keys = [one.key for one in board.piles]
        if here is not None and here.order in board.places:
            self._at = board.places[here.order]
        elif pile is not None and pile.key in keys:
            self._at = (keys.index(pile.key), self._at[1])
        self._stand(*self._at, scroll=False)
        self._measure()

    def current_pile(self) -> Pile | None:
        """The pile one stands in."""
        return self.board.piles[self._at[0]] if self._at[0] < len(self.board.piles) else None

    def current_card(self) -> Card | None:
        """The card one stands on; None on a header."""
        pile = self.current_pile()
        return pile.cards[self._at[1]] if pile is not None and 0 <= self._at[1] < len(pile.cards) else None

    def to_move(self) -> list[str]:
        """The chosen orders, or the one one stands on; without those that must stay."""
        here = self.current_card()
        names = self.chosen or ({here.order} if here is not None else set())
        cards = [card for name in names if (card := self.board.card(name)) is not None and not card.fixed]
        return sorted(card.order for card in cards)

    def stand_on(self, order: str) -> None:
        """Stand on an order's card."""
        if order in self.board.places:
            self._stand(*self.board.places[order])

    def stand_in(self, key: str) -> None:
        """Stand on a pile's header."""
        keys = [pile.key for pile in self.board.piles]
        if key in keys:
            self._stand(keys.index(key), -1)

    @Slot()
    def _dress(self) -> None:
        self._painting, self._placing = Painting(tokens()), Placing.of()
        self._measure()

    def _measure(self) -> None:
        wide, high = self._placing.size(self.board)
        view = self.viewport().size()
        for bar, whole, page in (
            (self.horizontalScrollBar(), wide, view.width()), (self.verticalScrollBar(), high, view.height()),
        ):  # fmt: skip
            bar.setRange(0, max(0, whole - page))
            bar.setPageStep(page)
            bar.setSingleStep(round(self._placing.down))
        self.viewport().update()

    # --- drawing ---------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), QColor(tokens().window))
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        room = QRectF(self.viewport().rect())
        seen = self._placing.seen_piles(self.board, left, room.width())
        for pile in seen:
            self._draw_cards(painter, pile, left, top, room.height())
        for pile in seen:
            place = self._placing.header_of(pile, left)
            here = self.hasFocus() and self._at == (pile, -1)
            self._painting.header(painter, place, self.board.piles[pile], here, pile == self._target)
        if self._drag is not None:
            self._painting.ghost(painter, self._drag, len(self.to_move()))

    def _draw_cards(self, painter: QPainter, pile: int, left: float, top: float, height: float) -> None:
        cards = self.board.piles[pile].cards
        for place in self._placing.seen_cards(len(cards), top, height):
            card = cards[place]
            here = self.hasFocus() and self._at == (pile, place)
            spot = self._placing.card_of(pile, place, left, top)
            self._painting.card(painter, spot, card, here, card.order in self.chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    def sizeHint(self) -> QSize:
        return QSize(tokens().space(200), tokens().space(120))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # --- keys ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = Qt.Key(event.key()), event.modifiers()
        here = self.current_card()
        if keys & Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move_on(1 if key == Qt.Key.Key_Right else -1)
        elif keys & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_A:
            self._choose_pile()
        elif key in _STEPS and not keys & Qt.KeyboardModifier.ControlModifier:
            self._step(*_STEPS[key], choose=bool(keys & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Space and here is not None:
            self._toggle(here.order)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here is not None:
            self.opened.emit(here.order)
        elif key == Qt.Key.Key_Escape and (self.chosen or self._drag is not None):
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _step(self, across: int, down: int, choose: bool) -> None:
        before = self.current_card()
        self._stand(self._at[0] + across, self._at[1] + down)
        if choose:
            self.chosen |= {card.order for card in (before, self.current_card()) if card is not None}
            self._tell()

    def _stand(self, pile: int, place: int, scroll: bool = True) -> None:
        if not self.board.piles:
            self._at = (0, -1)
            return
        pile = max(0, min(len(self.board.piles) - 1, pile))
        self._at = (pile, max(-1, min(len(self.board.piles[pile].cards) - 1, place)))
        if scroll:
            self._show_current()
        self._tell()

    def _show_current(self) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        header = self._placing.header_of(self._at[0], across.value())
        if header.left() < 0:
            across.setValue(round(across.value() + header.left() - self._placing.gap))
        elif header.right() > self.viewport().width():
            across.setValue(round(across.value() + header.right() - self.viewport().width() + self._placing.gap))
        if self._at[1] < 0:
            return
        card = self._placing.card_of(*self._at, across.value(), down.value())
        if card.top() < self._placing.header:
            down.setValue(round(down.value() - (self._placing.header - card.top())))
        elif card.bottom() > self.viewport().height():
            down.setValue(round(down.value() + card.bottom() - self.viewport().height()))

    def _tell(self) -> None:
        """Say where the keys stand, also to those who cannot see it."""
        card, pile = self.current_card(), self.current_pile()
        words = card.in_words() if card is not None else _heading(pile) if pile is not None else ""
        if card is not None and card.order in self.chosen:
            words = say("{card}, chosen", card=words)
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.viewport().update()
        self.current_changed.emit()

    def _toggle(self, order: str) -> None:
        self.chosen ^= {order}
        self._tell()

    def _choose_pile(self) -> None:
        pile = self.current_pile()
        if pile is not None:
            self.chosen |= {card.order for card in pile.cards if not card.fixed}
            self._tell()

    def _let_go(self) -> None:
        self.chosen.clear()
        self._pressed = self._drag = self._target = None
        self._tell()

    def _move_on(self, by: int) -> None:
        """Move what is chosen to the next pile in this direction that takes it."""
        orders = self.to_move()
        place = self._at[0] + by
        while 0 <= place < len(self.board.piles) and not self.board.piles[place].takes:
            place += by
        if orders and 0 <= place < len(self.board.piles):
            self._send(orders, self.board.piles[place].key)

    def _send(self, orders: list[str], key: str) -> None:
        going = [order for order in orders if (card := self.board.card(order)) is not None and card.wave != key]
        if going:
            self.chosen.clear()
            self.move_wanted.emit(going, key)

    # --- mouse -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._found(event.position())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._at = found
        card = self.current_card()
        several = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if card is not None and several:
            self.chosen ^= {card.order}
        elif card is None or card.order not in self.chosen:
            self.chosen.clear()
        self._pressed = event.position() if card is not None and self.to_move() and not several else None
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        far = (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._drag is not None or far:
            self._drag = event.position()
            pile = self._placing.pile_at(self.board, event.position().x(), self.horizontalScrollBar().value())
            self._target = pile if pile is not None and self.board.piles[pile].takes else None
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        target, dragged = self._target, self._drag is not None
        orders = self.to_move()
        self._pressed = self._drag = self._target = None
        self.viewport().update()
        if dragged and target is not None:
            self._send(orders, self.board.piles[target].key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        card = self.current_card()
        if card is not None and self._found(event.position()) == self._at:
            self.opened.emit(card.order)

    def viewportEvent(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            found = self._found(QPointF(event.pos()))
            self.viewport().setToolTip(as_tip(self._tip(found)))
        return super().viewportEvent(event)  # type: ignore[arg-type]

    def _tip(self, found: tuple[int, int] | None) -> str:
        if found is None:
            return ""
        pile = self.board.piles[found[0]]
        return pile.cards[found[1]].in_words() if found[1] >= 0 else _heading(pile)

    def _found(self, point: QPointF) -> tuple[int, int] | None:
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return self._placing.at(self.board, point, left, top)


def _heading(pile: Pile) -> str:
    told = [pile.title, say("{orders} orders, {lines} lines", orders=len(pile.cards), lines=pile.lines)]
    told += [f"{load.name} {load.share:.0%}" for load in pile.loads if load.share is not None and pile.key != UNPLANNED]
    return ", ".join(told)
