"""What is shown of a floor at this moment, as plain data, and the colour it gives every spot.

The window's drawing and a picture for a file are made from the same; a file is drawn on another thread from a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from wms.gui.map import ground
from wms.gui.map.floor import Floor, Place
from wms.gui.map.laid import Laid, lay
from wms.gui.map.past import Seen, Step
from wms.gui.map.placing import Spot
from wms.gui.map.scale import Scale, Value, blended
from wms.gui.map.track import Track
from wms.gui.theme.tokens import tokens

_FAINT, _EMPTY = 0.10, 0.16
_NOTHING = lay(Floor("", "", 0, 0, (), (), ()))


@dataclass
class State:
    """Values of places with their scale, highlighted places with their tones, a level (0: all), a way so far walked;
    people and goods as they were at a `moment` of a day that is played again.
    """

    laid: Laid = _NOTHING
    values: Mapping[str, Value] = field(default_factory=dict)
    scale: Scale | None = None
    tones: Mapping[str, str] = field(default_factory=dict)
    level: int = 0
    selected: str = ""
    track: Track | None = None
    along: float = 0.0
    people: Sequence[Seen] = ()
    goods: Sequence[Step] = ()
    moment: float = 0.0
    numbers: Mapping[str, int] = field(default_factory=dict)

    def number_of(self, person: str) -> int:
        """Which of the colours is a person's."""
        return self.numbers.get(person, 0)

    @property
    def tinted(self) -> bool:
        """Whether zones show their own tints: only while nothing else is told by colours."""
        return self.scale is None and not self.tones

    def shown_places(self, spot: Spot) -> Sequence[Place]:
        """The spot's places on the level that is shown; all of them when all levels are."""
        if not self.level:
            return spot.places
        place = spot.at(self.level)
        return (place,) if place is not None else ()

    def colours(self) -> Callable[[Spot], str]:
        """What gives each spot its colour now; made once for all of them, as there are many."""
        absent, empty = absent_colour(), empty_colour()
        inks = {tone: tokens().ink(tone) for tone in set(self.tones.values())}
        shelves = {zone.code: ground.shelf(zone.purpose, bool(self.tones)) for zone in self.laid.floor.zones}
        known: dict[Value, str] = {}

        def colour(spot: Spot) -> str:
            shown = self.shown_places(spot)
            if not shown:
                return absent
            tone = next((self.tones[place.code] for place in shown if place.code in self.tones), None)
            if tone is not None:
                return inks[tone]
            if self.scale is None:
                return shelves.get(spot.zone, empty)
            values = [self.values[place.code] for place in shown if place.code in self.values]
            if not values:
                return empty
            value = values[0] if len(values) == 1 else self.scale.of(values)
            if value not in known:
                known[value] = self.scale.colour(value)
            return known[value]

        return colour


def empty_colour() -> str:
    """The colour of a place without a value."""
    return blended(tokens().surface, tokens().edge, _EMPTY)


def absent_colour() -> str:
    """The colour of a spot that has no place on the level that is shown."""
    return blended(tokens().surface, tokens().edge, _FAINT)
