"""The nodes of the tree of licence plates: plates and the goods on them, and what is said of them in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wms.gui.tables.errand import Errand
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown, word


class Node:
    """A plate or goods in the tree. `more`: further ones follow below `kids`; `loaded`: `kids` were asked for."""

    __slots__ = ("at", "errand", "kids", "loaded", "more", "number", "parent", "row")

    def __init__(self, number: int, parent: Node | None, row: Any) -> None:
        self.number, self.parent, self.row = number, parent, row
        self.kids: list[Node] = []
        self.loaded = self.more = False
        self.errand: Errand | None = None
        self.at = 0

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells it from the others on the same plate."""
        return key_of(self.row)

    @property
    def place(self) -> int:
        """Which of its parent's kids it is; looked up anew only where others came or went before it."""
        kids = self.parent.kids if self.parent is not None else [self]
        if not (self.at < len(kids) and kids[self.at] is self):
            self.at = kids.index(self)
        return self.at

    @property
    def holds(self) -> bool:
        """Whether there is something to look into."""
        return self.row is None or (self.row.item is None and bool(self.row.plates or self.row.lines))


def key_of(row: Any) -> tuple[Any, ...]:
    """A plate's code, or what goods on one plate differ in."""
    return (row.lpn,) if row.item is None else (row.item, row.lot, row.serial, row.status, row.owner)


def text_of(row: Any, name: str, kind: str) -> str:
    """A cell's words: of a plate what it is and what is on it, of goods their item."""
    if name == "lpn":
        return str(row.lpn if row.item is None else row.item)
    if name == "item_name" and row.item is None:
        return carried(row)
    return shown(getattr(row, name), kind)


def carried(row: Any) -> str:
    """A plate in words: "pallet, 3 licence plates on it"."""
    kind = word(row.kind)
    if row.plates:
        return say("{kind}, licence plates on it: {count}", kind=kind, count=f"{row.plates:,}")
    return kind if row.lines else say("{kind}, empty", kind=kind)


def runs(rows: Sequence[Any], known: set[tuple[Any, ...]]) -> Iterator[tuple[bool, list[Any]]]:
    """The rows in stretches of new ones and known ones."""
    run: list[Any] = []
    fresh = False
    for row in rows:
        if run and (key_of(row) not in known) != fresh:
            yield fresh, run
            run = []
        fresh = key_of(row) not in known
        run.append(row)
    if run:
        yield fresh, run
