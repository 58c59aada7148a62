"""Where things lie on the wave board: piles side by side, headers that stay at the top, cards below one another."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from wms.gui.screens.waves.piles import Board
from wms.gui.theme.tokens import tokens

WIDE = 58
"""How wide a pile is, in steps of the spacing scale."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Sizes in pixels: of a pile, its header, a card, and the air between."""

    width: float
    header: float
    card: float
    gap: float

    @classmethod
    def of(cls) -> Placing:
        """The sizes of the theme in use."""
        look = tokens()
        gap = look.space(2)
        line = look.body * 1.5
        card = 2 * line + look.space(3)
        header = look.large * 1.6 + look.small * 1.7 + 3 * (look.small * 1.5 + look.space(2.5)) + look.space(5)
        wide = max(look.space(WIDE), look.body * 16)
        return cls(wide, header, card, gap)

    @property
    def step(self) -> float:
        """From one pile to the next."""
        return self.width + self.gap

    @property
    def down(self) -> float:
        """From one card to the next."""
        return self.card + self.gap / 2

    def size(self, board: Board) -> tuple[int, int]:
        """How wide and how high the whole board is, headers included."""
        deepest = max((len(pile.cards) for pile in board.piles), default=0)
        return round(len(board.piles) * self.step), round(self.header + deepest * self.down + self.gap)

    def header_of(self, pile: int, left: float) -> QRectF:
        """Where a pile's header lies when the window begins at `left`."""
        return QRectF(pile * self.step - left, 0, self.width, self.header)

    def card_of(self, pile: int, place: int, left: float, top: float) -> QRectF:
        """Where a card lies when the window begins at `left`, and the cards are scrolled by `top`."""
        x = pile * self.step - left
        return QRectF(x, self.header + self.gap / 2 + place * self.down - top, self.width, self.card)

    def seen_piles(self, board: Board, left: float, width: float) -> range:
        """The piles of which something is seen."""
        first = max(0, int(left // self.step))
        return range(first, min(len(board.piles), int((left + width) // self.step) + 1))

    def seen_cards(self, count: int, top: float, height: float) -> range:
        """The cards of a pile of which something is seen."""
        first = max(0, int((top - self.gap / 2) // self.down))
        return range(first, min(count, int((top + height - self.header) // self.down) + 1))

    def pile_at(self, board: Board, x: float, left: float) -> int | None:
        """The pile under a place of the window."""
        place = int((x + left) // self.step)
        return place if 0 <= place < len(board.piles) else None

    def at(self, board: Board, point: QPointF, left: float, top: float) -> tuple[int, int] | None:
        """The pile and the card (-1: the header) under a place of the window."""
        pile = self.pile_at(board, point.x(), left)
        if pile is None:
            return None
        if point.y() < self.header:
            return pile, -1
        place = int((point.y() - self.header - self.gap / 2 + top) // self.down)
        return (pile, place) if 0 <= place < len(board.piles[pile].cards) else None
