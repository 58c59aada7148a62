"""The wave board as plain values: piles of orders (by wave or by cut-off), each with its load against its room.

Knows no widget; the canvas draws it, the page changes it by commands and asks anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from wms.gui.texts.say import say
from wms.gui.texts.shown import shown, word

UNPLANNED = ""
"""The key of the pile of orders that wait for a wave."""


@dataclass(frozen=True, slots=True)
class Load:
    """Seconds of one kind of work: of the pile itself, of all that is due before it, and what there is room for."""

    name: str
    own: int
    before: int = 0
    room: int | None = None

    @property
    def share(self) -> float | None:
        """The part of the room that is used, above 1 when it is too little; None without a limit."""
        if self.room is None:
            return None
        return (self.own + self.before) / self.room if self.room else (99.0 if self.own + self.before else 0.0)


@dataclass(frozen=True, slots=True)
class Card:
    """One order. `fixed` cards stay in their pile: they are released, or somebody walks for them."""

    order: str
    customer: str
    lines: int
    priority: int
    cutoff: datetime
    state: str
    risk: str
    spare_minutes: int
    wave: str
    fixed: bool
    begun: bool

    def in_words(self) -> str:
        """All that the card says, for those who hear it."""
        return say("{order}, {customer}, {lines} lines, priority {priority}, leaves {cutoff}, {risk}, {state}",
                   order=self.order, customer=self.customer, lines=self.lines, priority=self.priority,
                   cutoff=shown(self.cutoff), risk=word(self.risk), state=word(self.state))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pile:
    """One column. `takes`: orders may be moved into it. `state` is the wave's; empty for a cut-off or no wave."""

    key: str
    title: str
    state: str = ""
    cutoff: datetime | None = None
    cards: tuple[Card, ...] = ()
    loads: tuple[Load, ...] = ()
    takes: bool = False

    @property
    def lines(self) -> int:
        """How many order lines are in it."""
        return sum(card.lines for card in self.cards)

    @property
    def over(self) -> bool:
        """Whether there are too few people, or docks, for it."""
        return any((load.share or 0) > 1 for load in self.loads)


@dataclass(frozen=True, slots=True)
class Board:
    """Piles from left to right."""

    piles: tuple[Pile, ...] = ()
    places: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, piles: Iterable[Pile]) -> Board:
        """The board of these piles, with each order's place."""
        kept = tuple(piles)
        places = {card.order: (p, c) for p, pile in enumerate(kept) for c, card in enumerate(pile.cards)}
        return cls(kept, places)

    def pile(self, key: str) -> Pile | None:
        """The pile with this key."""
        return next((pile for pile in self.piles if pile.key == key), None)

    def card(self, order: str) -> Card | None:
        """The order's card."""
        if order not in self.places:
            return None
        pile, place = self.places[order]
        return self.piles[pile].cards[place]

    def moved(self, orders: Sequence[str], key: str) -> Board:
        """The board as it will be when these orders are in that pile; their loads follow when it is asked anew."""
        cards = [replace(card, wave=key) for order in orders if (card := self.card(order)) is not None]
        names = {card.order for card in cards}
        piles = []
        for pile in self.piles:
            left = tuple(card for card in pile.cards if card.order not in names)
            piles.append(replace(pile, cards=_sorted((*left, *cards) if pile.key == key else left)))
        return Board.of(piles)

    @property
    def orders(self) -> int:
        """How many orders are on the board."""
        return len(self.places)


def by_wave(orders: Sequence[Any], loads: Sequence[Any]) -> Board:
    """Piles by wave from rows of `wave_orders` and `wave_loads`; what waits for a wave stands at the left."""
    cards: dict[str, list[Card]] = defaultdict(list)
    for row in orders:
        cards[row.wave].append(card_of(row))
    waits = next((row for row in loads if not row.wave), None)
    piles = [Pile(UNPLANNED, say("In no wave"), cards=_sorted(cards[UNPLANNED]),
                  loads=_loads(waits) if waits else (), takes=True)]  # fmt: skip
    for row in loads:
        if row.wave:
            piles.append(
                Pile(row.wave, row.wave, str(row.state), row.cutoff_at, _sorted(cards[row.wave]), _loads(row),
                     str(row.state) == "planned")
            )  # fmt: skip
    return Board.of(piles)


def by_cutoff(orders: Sequence[Any], loads: Sequence[Any]) -> Board:
    """Piles by the moment the carriers leave, from rows of `wave_orders` and `wave_loads(by_cutoff=True)`."""
    cards: dict[datetime, list[Card]] = defaultdict(list)
    for row in orders:
        cards[row.cutoff_at].append(card_of(row))
    return Board.of(
        Pile(row.cutoff_at.isoformat(), shown(row.cutoff_at), "", row.cutoff_at, _sorted(cards[row.cutoff_at]),
             _loads(row))
        for row in loads
    )  # fmt: skip


def card_of(row: Any) -> Card:
    """The card of a row of `wave_orders`."""
    planned = row.wave_state is None or str(row.wave_state) == "planned"
    return Card(
        row.order, row.customer_name or row.customer, row.lines, row.priority, row.cutoff_at, str(row.state),
        str(row.risk), row.spare_minutes, row.wave, not planned or str(row.state) != "allocated", row.begun,
    )  # fmt: skip


def _loads(row: Any) -> tuple[Load, ...]:
    return (
        Load(say("Picking"), row.picking_s, row.picking_before_s, row.picking_room_s),
        Load(say("Packing"), row.packing_s, row.packing_before_s, row.packing_room_s),
        Load(say("Docks"), row.dock_s, row.dock_before_s, row.dock_room_s),
    )


def _sorted(cards: Iterable[Card]) -> tuple[Card, ...]:
    return tuple(sorted(cards, key=lambda card: (card.priority, card.cutoff, card.order)))
