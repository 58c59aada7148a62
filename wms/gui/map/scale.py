"""What colours on the map mean: a ramp from little to much, or one colour for each kind of thing.

Colours come from the theme: its ramp runs from pale to strong, and of its series those are taken that people who do not
see red or green can tell apart. Nothing is said by colour only: the legend and the tooltip say it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wms.gui.theme.ramp import ramped
from wms.gui.theme.tokens import tokens

Value = float | str
STEPS = 64
"""So many shades a ramp has; more could not be told apart."""
PALEST = 0.15
"""Where on the theme's ramp the least value stands, so that it is not taken for no value at all."""


@dataclass(frozen=True, slots=True)
class Ramp:
    """Numbers from `low` (pale) to `high` (strong), shown as values of `kind` (see wms.gui.texts.shown).

    `together` says what a stack of places is worth: the largest of its values, their sum or their mean.
    """

    title: str
    low: float
    high: float
    kind: str = "number"
    together: Literal["largest", "sum", "mean"] = "largest"

    def colour(self, value: Value) -> str:
        """The colour of a value ("#rrggbb"); values beyond the ends take the colour of the end."""
        number = float(value)
        share = (number - self.low) / (self.high - self.low) if self.high > self.low else 1.0
        share = round(min(max(share, 0.0), 1.0) * STEPS) / STEPS
        return ramped(tokens(), PALEST + (1 - PALEST) * share).name()

    def of(self, values: Sequence[Value]) -> Value:
        """What several places above each other are worth together."""
        numbers = [float(value) for value in values]
        if self.together == "largest":
            return max(numbers)
        return sum(numbers) / (len(numbers) if self.together == "mean" else 1)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: its value, its name in the language in use, and a tone where it is a status."""

    value: str
    name: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Kinds:
    """Kinds of things, the most important first: a stack of places shows the first kind that is among it."""

    title: str
    kinds: tuple[Kind, ...]

    def colour(self, value: Value) -> str:
        """The colour of a kind; kinds beyond the sixth, and unknown ones, are grey."""
        look, plain = tokens(), [kind.value for kind in self.kinds if not kind.tone]
        for kind in self.kinds:
            if kind.value == value and kind.tone:
                return look.ink(kind.tone)
        place, colours = plain.index(str(value)) if value in plain else -1, told_apart()
        return colours[place] if 0 <= place < len(colours) else look.edge

    def of(self, values: Sequence[Value]) -> Value:
        """The kind that a stack of places shows."""
        there = set(values)
        return next((kind.value for kind in self.kinds if kind.value in there), values[0])

    def name(self, value: Value) -> str:
        """The kind's name; the value itself for an unknown one."""
        return next((kind.name for kind in self.kinds if kind.value == value), str(value))


Scale = Ramp | Kinds


def told_apart() -> tuple[str, ...]:
    """Six colours of the theme that stay apart for people who do not see red or green.

    Of its series those four that do, and the first two once more, half as strong: lightness is seen by everybody.
    """
    look = tokens()
    own = tuple(look.series[place] for place in (0, 1, 2, 5))
    return (*own, blended(own[0], look.surface, 0.5), blended(own[1], look.surface, 0.5))


def blended(colour: str, other: str, share: float) -> str:
    """A colour with so much (0 to 1) of another in it."""
    pairs = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
