"""A scan that was heard: what was typed, what GS1 says of it, and what in this warehouse bears that code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wms.gs1.scan import Scan
from wms.gui.registry.declared import Subject

KEYBOARD, TYPED = "keyboard", "typed"
"""Where a scan came from, when not from a serial port: a scanner that types, or a person's hands."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """One thing of the warehouse that bears the code; `level` is an item's packaging level, where a GTIN told."""

    subject: Subject
    title: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One scan, kept under `identity` before anything was done with it.

    `source` is "keyboard", "typed" (by hand, in the one field) or a serial port's name. `bearers` are what it may be,
    the likeliest first; none when nothing here bears it. GS1's fields (lot, expiry, serial, count) are in `scan.label`.
    `repeated`: the very same text came from the same scanner a moment before. `again`: it was kept by a program that
    ended before it had answered, and what it asked for may have been carried out already.
    """

    identity: str
    text: str
    at: datetime
    source: str
    scan: Scan
    bearers: tuple[Bearer, ...] = ()
    repeated: bool = False
    again: bool = False

    def code(self, *kinds: str) -> str:
        """The code of the likeliest bearer of one of these kinds ("item", "location", "lpn" …); empty without one."""
        return next((b.subject.code for b in self.bearers if b.subject.kind in kinds), "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was answered, in the language in use: `kind` is right, wrong, already or info; `heard` what it answers.

    `heard` is None where no scan was answered but a choice or a typed number; `said` is then what was chosen or typed.
    """

    kind: str
    text: str
    heard: Heard | None = None
    said: str = ""
