"""Telling a scanner's keys from a person's, in a run of keys that came fast enough to be a scan.

A scanner lets go of each key before it presses the next, at a steady pace. So a key that was held down while others
were pressed and let go is a person's, and so is a key well before a burst that is itself much faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from PySide6.QtGui import QKeyEvent

GROUP_SEPARATOR = "\x1d"
_CLEARLY = 4
"""So many times slower than the pace of the rest is clearly not the same hand."""


@dataclass(slots=True)
class Stroke:
    """One key: the sign it makes, when it was pressed (ms), its press and, once it came, its release.

    `inside` counts the keys that were pressed and let go of while this one was held.
    """

    sign: str
    at: int
    press: QKeyEvent
    release: QKeyEvent | None = None
    inside: int = 0

    @property
    def key(self) -> int:
        """Which key."""
        return int(self.press.key())


def note_release(strokes: Sequence[Stroke], event: QKeyEvent) -> Stroke | None:
    """Give the release to the newest of these that waits for it, and count it inside those still held before it."""
    for place in range(len(strokes) - 1, -1, -1):
        stroke = strokes[place]
        if stroke.key == int(event.key()) and stroke.release is None:
            stroke.release = event
            for earlier in strokes[:place]:
                if earlier.release is None:
                    earlier.inside += 1
            return stroke
    return None


def parted(strokes: Sequence[Stroke], prefix: str, least: int) -> tuple[list[Stroke], list[Stroke]]:
    """The person's keys and the scanner's, each in order."""
    theirs = [one for one in strokes if one.inside]
    scanned = [one for one in strokes if not one.inside]
    if prefix:
        text = "".join(one.sign for one in scanned)
        begin = text.find(prefix)
        return (theirs + scanned[:begin], scanned[begin:]) if begin >= 0 else (list(strokes), [])
    begin = _begin(scanned, least)
    before = scanned[:begin]
    return sorted(before + theirs, key=lambda one: one.at), scanned[begin:]


def _begin(strokes: Sequence[Stroke], least: int) -> int:
    """Where the burst begins: behind the last pause that is clearly longer than every pause after it."""
    pauses = [later.at - earlier.at for earlier, later in pairwise(strokes)]
    for place in range(len(pauses) - least, -1, -1):
        rest = pauses[place + 1 :]
        if len(rest) >= least and pauses[place] > _CLEARLY * max(median(rest), 3) and pauses[place] > 2 * max(rest):
            return place + 1
    return 0
