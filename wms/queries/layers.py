"""The arithmetic of cost: layers of what was paid, and a moving average; whole minor units, none lost to rounding.

A part of a layer is worth its share rounded down; the last piece of a layer takes all that is left of it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(slots=True)
class Layer:
    """Pieces that came together: where they came in, how many are left, and what these are worth."""

    seq: int
    quantity: int
    value: int

    def cut(self, quantity: int) -> Layer:
        """Take pieces off, with their share of the value."""
        share = self.value * quantity // self.quantity
        self.quantity -= quantity
        self.value -= share
        return Layer(self.seq, quantity, share)


class Layers:
    """First in, first out."""

    def __init__(self) -> None:
        self._here: deque[Layer] = deque()
        self._taken: defaultdict[int, list[Layer]] = defaultdict(list)
        self.on_hand = 0
        self.value = 0

    @property
    def count(self) -> int:
        """How many layers are left."""
        return len(self._here)

    def come(self, seq: int, quantity: int, value: int, reverses: int | None = None) -> None:
        """Goods come in for `value`; those that had left with move `reverses` come back with the cost they took."""
        self.on_hand += quantity
        for layer in self._brought_back(quantity, reverses):
            self._here.appendleft(layer)
            self.value += layer.value
            quantity -= layer.quantity
        if quantity:
            self._here.append(Layer(seq, quantity, value))
            self.value += value

    def go(self, seq: int, quantity: int, reverses: int | None = None) -> None:
        """Goods leave: those of receipt `reverses` first when it is taken back, then the oldest."""
        self.on_hand -= quantity
        taken = self._taken[seq]
        if reverses is not None:
            self._take_from(reverses, quantity, taken)
            return
        while quantity and self._here:
            first = self._here[0]
            part = first.cut(quantity) if quantity < first.quantity else self._here.popleft()
            quantity -= part.quantity
            self.value -= part.value
            taken.append(part)

    def _take_from(self, receipt: int, quantity: int, taken: list[Layer]) -> None:
        """Take the receipt's layers first, then the oldest; the rest stay in their order."""
        for layer in sorted(self._here, key=lambda layer: layer.seq != receipt):
            if not quantity:
                break
            part = layer.cut(min(quantity, layer.quantity))
            quantity -= part.quantity
            self.value -= part.value
            taken.append(part)
        self._here = deque(layer for layer in self._here if layer.quantity)

    def _brought_back(self, quantity: int, reverses: int | None) -> list[Layer]:
        """What had left last comes back first, so that the layers lie again as before."""
        back: list[Layer] = []
        taken = self._taken[reverses] if reverses is not None else []
        while quantity and taken:
            last = taken[-1]
            part = last.cut(min(quantity, last.quantity))
            if not last.quantity:
                taken.pop()
            quantity -= part.quantity
            back.append(part)
        return back


class Average:
    """The moving average: each piece costs what all pieces on hand cost together, shared out."""

    def __init__(self) -> None:
        self._taken: dict[int, Layer] = {}
        self.on_hand = 0
        self.value = 0

    @property
    def count(self) -> int:
        """There is one cost for all."""
        return 1 if self.on_hand else 0

    def come(self, seq: int, quantity: int, value: int, reverses: int | None = None) -> None:
        """Goods come in for `value`; those that had left with move `reverses` come back with the cost they took."""
        taken = self._taken.get(reverses) if reverses is not None else None
        if taken is not None and taken.quantity >= quantity:
            value = taken.cut(quantity).value if quantity < taken.quantity else self._taken.pop(taken.seq).value
        self.on_hand += quantity
        self.value += value

    def go(self, seq: int, quantity: int, reverses: int | None = None) -> None:
        """Goods leave at the average."""
        share = self.value * quantity // self.on_hand
        self.on_hand -= quantity
        self.value -= share
        self._taken[seq] = Layer(seq, quantity, share)
