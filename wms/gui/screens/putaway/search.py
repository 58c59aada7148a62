"""From what was scanned to the putaway task it belongs to, and to what the planner is asked where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wms.gui.scan.heard import Heard
from wms.gui.texts.say import say
from wms.model.words import TaskKind
from wms.queries.page import Filter


@dataclass(slots=True)
class Search:
    """One of the first five is given. `start` narrows an item to a dock; `proposed`: the planner was asked already."""

    task: str = ""
    lpn: str = ""
    receipt: str = ""
    item: str = ""
    place: str = ""
    lot: str = ""
    start: str = ""
    proposed: bool = False

    @classmethod
    def heard(cls, heard: Heard, start: str) -> Search:
        """The likeliest meaning of a scan; an item is looked for at the dock that was scanned last."""
        if heard.code("lpn", "task", "receipt"):
            kind = next(b.subject.kind for b in heard.bearers if b.subject.kind in ("lpn", "task", "receipt"))
            code = heard.code(kind)
            return cls(lpn=code) if kind == "lpn" else cls(task=code) if kind == "task" else cls(receipt=code)
        if heard.code("item"):
            label = heard.scan.label
            return cls(item=heard.code("item"), lot=(label.lot if label else "") or "", start=start)
        return cls(place=heard.code("location"))

    @classmethod
    def of(cls, what: str) -> Search:
        """A receipt by its number, as the end of receiving names it."""
        return cls(receipt=what)

    def parameters(self) -> dict[str, Any]:
        """What the question is asked with."""
        given = {"task": self.task, "document": self.receipt, "item": self.item, "location": self.place or self.start}
        return {"kind": TaskKind.PUTAWAY.value, **{name: value for name, value in given.items() if value}}

    def filters(self) -> tuple[Filter, ...]:
        """What has no parameter of its own."""
        found = [Filter("lpn", "=", self.lpn)] if self.lpn else []
        return (*found, *([Filter("lot", "=", self.lot)] if self.lot else []))

    def fitting(self, rows: Sequence[Any]) -> list[Any]:
        """The tasks one may take up with what was scanned: loose goods by their item, plates by their own code."""
        unfinished = [row for row in rows if row.state in ("open", "claimed")]
        return [row for row in unfinished if not row.lpn] if self.item else unfinished

    @property
    def can_propose(self) -> bool:
        """Whether the planner can be asked for a place."""
        return bool(self.lpn or self.receipt or self.place or (self.item and self.start))

    def scope(self) -> dict[str, Any]:
        """What the planner is asked for."""
        if self.lpn or self.receipt:
            return {"lpn": self.lpn} if self.lpn else {"receipt": self.receipt}
        return {"location": self.place or self.start}

    def nothing(self) -> str:
        """Why nothing is put away, and what to do."""
        if self.item and not self.start:
            return say("No task for {item}. Scan the dock where it lies first.", item=self.item)
        if self.item:
            return say("No loose {item} waits at {place}. Scan its licence plate, or another dock.", item=self.item,
                       place=self.start)  # fmt: skip
        if self.task:
            return say("{task} is no open putaway task.", task=self.task)
        what = self.lpn or self.receipt or self.place
        return say("Nothing of {what} waits to be put away.", what=what)
