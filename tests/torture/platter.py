"""A disk that loses power: what was synced is there, what was not is there in parts, each sector for itself.

Names are put down in their order, as a journalling file system does it, but only a folder's sync makes sure of them.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from tests.torture import tape
from tests.torture.tape import Event

KEEP = (0.0, 0.1, 0.5, 0.9, 1.0)
SECTORS = (512, 4096)
TORN = 0.02
"""How often a sector that was kept is only half written."""


class Platter:
    """Takes events one by one; `after_cut` is what a power cut at this moment leaves."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._safe: dict[int, bytearray] = {}
        self._loose: dict[int, list[Event]] = {}
        self._names: dict[str, int] = {}
        self._unsettled: list[Event] = []

    def take(self, event: Event) -> None:
        """The next thing that happened."""
        if event.what == tape.SAID:
            self.said.append(event.more)
        elif event.what in (tape.WRITE, tape.TRUNCATE):
            self._loose.setdefault(event.where, []).append(event)
        elif event.what == tape.SYNC:
            content = self._safe.setdefault(event.where, bytearray())
            for each in self._loose.pop(event.where, []):
                _apply(content, each)
        elif event.what == tape.SETTLE:
            for each in self._unsettled:
                _name(self._names, each)
            self._unsettled.clear()
        else:
            self._unsettled.append(event)

    def after_cut(self, dice: random.Random) -> dict[str, bytes]:
        """The files by path, as a machine finds them that is switched on again."""
        names = dict(self._names)
        for event in self._unsettled[: dice.randint(0, len(self._unsettled))]:
            _name(names, event)
        keep, sector = dice.choice(KEEP), dice.choice(SECTORS)
        return {path: self._content(number, dice, keep, sector) for path, number in names.items()}

    def _content(self, number: int, dice: random.Random, keep: float, sector: int) -> bytes:
        loose = self._loose.get(number, [])
        if not loose:
            return bytes(self._safe.get(number, b""))
        content = bytearray(self._safe.get(number, b""))
        for event in loose:
            if event.what == tape.TRUNCATE:
                if dice.random() < keep:
                    _apply(content, event)
                continue
            for start, part in _sectors(event, sector):
                if dice.random() < keep:
                    if dice.random() < TORN:
                        part = part[: dice.randrange(len(part))]
                    _put(content, start, part)
        return bytes(content)


def put_down(files: dict[str, bytes], was: Path, to: Path) -> None:
    """Write the files of the folder `was` into the folder `to`, which holds nothing else afterwards."""
    for old in to.iterdir():
        old.unlink()
    for path, content in files.items():
        (to / Path(path).relative_to(was)).write_bytes(content)


def _name(names: dict[str, int], event: Event) -> None:
    if event.what == tape.UNNAME:
        names.pop(event.where, None)
    elif event.what == tape.RENAME:
        new, number = event.more
        names.pop(event.where, None)
        names[new] = number
    else:
        names[event.where] = event.more


def _sectors(event: Event, size: int) -> Any:
    """The parts of a write that lie in different sectors."""
    offset, data = event.more, event.data
    place = 0
    while place < len(data):
        end = min(len(data), place + size - (offset + place) % size)
        yield offset + place, data[place:end]
        place = end


def _apply(content: bytearray, event: Event) -> None:
    if event.what == tape.WRITE:
        _put(content, event.more, event.data)
    elif event.more <= len(content):
        del content[event.more :]
    else:
        content.extend(bytes(event.more - len(content)))


def _put(content: bytearray, offset: int, data: bytes) -> None:
    if offset > len(content):
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data
