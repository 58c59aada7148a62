"""How screens say what they show and what can be done there, as plain data: lists, columns, and offers to act.

A `Listing` is a list over one question; an `Offer` is a command that can be given to the selected row, filled from it.
The generic list, its menu, its keys, the details pane and the palette are all drawn from these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wms.documents.charted import Drawn
from wms.queries.page import Filter


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing of the warehouse that can be looked at: its kind (see `subjects.KINDS`) and its code."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A command offered for a row (or for none, `needs_row=False`).

    `filled` names the row's column for each of the command's fields, `fixed` gives fields a plain value, `line` does as
    `filled` for the one line of a command that takes many. `asks=False`
    runs it at once, without a form; never for what destroys. `key` is a keyboard shortcut such as "Ctrl+R", `grave`
    marks what cannot be taken back easily. `when` are the row's columns and the values that allow the offer.
    """

    command: str
    title: str
    filled: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    icon: str = ""
    key: str = ""
    needs_row: bool = True
    asks: bool = True
    grave: bool = False
    main: bool = False
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    line: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper or label offered for a row: the paper's name, and the row's column for each of its parameters."""

    paper: str
    title: str
    filled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FromNow:
    """A filter's value that is a moment reckoned from when the view is taken: so many midnights on (0: the last one).

    Midnights are those of the clock on the site's wall; None is this very moment.
    """

    midnights: int | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A named set of filters and a sort order that everybody is offered; people save their own beside these.

    A filter's value may be a `FromNow`.
    """

    title: str
    filters: tuple[Filter, ...] = ()
    sort: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list over one question.

    `name` is unique in the program: under it each user's columns, widths and views are remembered. `columns` are shown
    in this order until the user chooses; the question's others stand ready. `subject` is the kind and the column that
    holds its code: what the details pane follows and what a double click opens. `asks` are parameters of the question
    the user may fill in above the list, `one_of` those of which one at least is needed. `first` is the title of the
    view that is shown at first, where most of the rows are of the past. `empty` says what to do when there is nothing
    (in the first view, if there is one). `drawn`: how its rows are drawn in a workbook.
    """

    name: str
    title: str
    question: str
    columns: tuple[str, ...] = ()
    subject: tuple[str, str] = ("", "")
    fixed: Mapping[str, Any] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    papers: tuple[Sheet, ...] = ()
    views: tuple[View, ...] = ()
    first: str = ""
    empty: str = "There is nothing here."
    empty_offer: Offer | None = None
    drawn: Drawn | None = None
