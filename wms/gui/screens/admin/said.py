"""What a command said, field by field, beside what was said of the same thing the time before."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wms.app import registry
from wms.base.errors import WmsError
from wms.gui.forms.labels import label_of
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown

MOST = 300


def compared(command: str, now: Mapping[str, Any], before: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Field, what was said before, what is said now; what goes without saying is left out, unless it changed."""
    silent = {name for name, value in _defaults(command).items() if now.get(name) == before.get(name, value) == value}
    said = dict(_flat({name: value for name, value in now.items() if name not in silent}))
    earlier = dict(_flat(before))
    rows = [(name, earlier.get(name, ""), text) for name, text in said.items()]
    return [row for row in rows if row[1] or row[2]][:MOST]


def same_thing(command: str, fields: Mapping[str, Any], rows: Iterable[Any]) -> Mapping[str, Any]:
    """Of earlier entries of this command the fields of the newest about the same thing; empty without one."""
    names = naming(command)
    for row in rows:
        if names and all(row.fields.get(name) == fields.get(name) for name in names):
            found: Mapping[str, Any] = row.fields
            return found
    return {}


def _defaults(command: str) -> dict[str, Any]:
    """What each of its fields says when nobody says anything, as it is written down."""
    try:
        kind = registry.command(command).type
    except WmsError:
        return {}
    found = {f.name: f.default for f in dataclasses.fields(kind) if f.default is not dataclasses.MISSING}
    return {name: [] if value == () else value for name, value in found.items()}


def naming(command: str) -> tuple[str, ...]:
    """The fields that say what a command is about: those that must be given and name something; none for many."""
    try:
        kind = registry.command(command).type
    except WmsError:
        return ()
    needed = [f for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING]
    return tuple(f.name for f in needed if f.metadata.get("refers") or f.name in ("name", "code", "login"))


def _flat(fields: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        label = f"{place}{say(label_of(name))}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{label} · ")
        elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            for number, each in enumerate(value, 1):
                yield from _flat(each, f"{label} {number} · ")
        elif isinstance(value, list):
            yield label, ", ".join(map(str, value))
        elif value not in (None, ""):
            yield label, shown(value)
