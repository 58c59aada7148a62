"""What can go wrong, in words a clerk understands.

A refusal carries every problem of a document at once, each with its field, row, what was found and what was expected.
The message template is an English sentence with named places; it is also the key under which a translation is found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `template` is `str.format` text, filled from `values`.

    `field` names the command's field (or the file's column), `row` the 1-based line of the document or file.
    """

    template: str
    values: dict[str, Any] = field(default_factory=dict)
    field: str = ""
    row: int | None = None
    found: str = ""
    expected: str = ""

    @property
    def message(self) -> str:
        """The sentence in English, with its values filled in."""
        return self.template.format(**self.values)

    def __str__(self) -> str:
        where = f"row {self.row}" if self.row is not None else ""
        place = ", ".join(part for part in (where, self.field) if part)
        return f"{place}: {self.message}" if place else self.message


class WmsError(Exception):
    """The root of everything this program raises on purpose."""


class Refused(WmsError):
    """The request breaks rules; nothing was done. `problems` lists all of them.

    `step` is the place of the refused command where several were to be carried out together, from 0.
    """

    step: int = 0

    def __init__(self, *problems: Problem) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(str(p) for p in problems))


class Denied(WmsError):
    """The user lacks the permission for this."""


class Stale(WmsError):
    """Somebody changed the document after this form was opened."""


class StorageError(WmsError):
    """The database cannot be used: missing, foreign, damaged, from a newer program, read-only, full or busy."""


class Cancelled(WmsError):
    """The user stopped a long job; nothing was kept of it."""


class Problems:
    """Collects problems while a document is checked, and refuses it once when there are any."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(
        self, template: str, *, field: str = "", row: int | None = None,
        found: object = "", expected: object = "", **values: Any,
    ) -> None:
        """Note one problem; `values` fill the template's places."""
        self.found.append(Problem(template, values, field, row, str(found), str(expected)))

    def __bool__(self) -> bool:
        return bool(self.found)

    def refuse(self) -> None:
        """Raise `Refused` with everything noted so far, if anything was."""
        if self.found:
            raise Refused(*self.found)


def refuse(template: str, *, field: str = "", row: int | None = None, **values: Any) -> Refused:
    """The refusal for a single problem: `raise refuse("…", field="…")`."""
    return Refused(Problem(template, values, field, row))
