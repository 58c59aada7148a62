"""Documents that several people may change at once: which version a form showed, and what has changed since.

A form whose command has a `version` is filled with what the document says now. When somebody else was quicker, both
values are put side by side, field by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wms.app import registry
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown


@dataclass(frozen=True, slots=True)
class Versioned:
    """Where a command's document is found: the field with its number, the question that tells it, and the question's
    column for each field of the form."""

    key: str
    question: str
    columns: Mapping[str, str] = field(default_factory=dict)


VERSIONED = {
    "AmendAsn": Versioned(
        "asn", "asns", {"expected": "expected_at", "reference": "reference", "dock": "dock"},
    ),
    "CancelAsn": Versioned("asn", "asns"),
    "AmendOrder": Versioned("order", "orders", {
        "carrier": "carrier", "due": "due_at", "cutoff": "cutoff_at", "ship_complete": "ship_complete",
        "reference": "reference", "address": "address",
    }),
    "CancelOrder": Versioned("order", "orders"),
}  # fmt: skip
"""Every command that carries a version."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the form showed it. `field` is the form's, empty for what it does not ask.

    `before`, `now` and `yours` are texts as people see them; `value` is what the field is filled with to take it over.
    """

    title: str
    before: str
    now: str
    field: str = ""
    yours: str = ""
    value: Any = None


def differences(command: str, before: Any, now: Any, typed: Mapping[str, Any]) -> list[Difference]:
    """What changed between two rows of the document's question, each beside what stands in the form."""
    kind = VERSIONED[command]
    by_column = {column: name for name, column in kind.columns.items()}
    found = []
    for column in registry.question(kind.question).described:
        old, new = getattr(before, column.name), getattr(now, column.name)
        if column.kind == "id" or old == new:
            continue
        name = by_column.get(column.name, "")
        found.append(Difference(
            say(column.title), shown(old, column.kind), shown(new, column.kind), name, str(typed.get(name, "")), new,
        ))  # fmt: skip
    return found
