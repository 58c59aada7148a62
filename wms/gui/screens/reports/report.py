"""What a report is: a question asked in a certain way, how it is drawn, and what its figures mean. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wms.documents.charted import Drawn
from wms.gui.registry.declared import Listing, View


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `asks` are the question's parameters people may fill in, `text` says in a sentence what it shows.

    `formula` says how its figures come about, so that anybody can work them out again.
    """

    name: str
    group: str
    title: str
    question: str
    columns: tuple[str, ...]
    text: str
    formula: str
    asks: tuple[str, ...] = ()
    drawn: Drawn | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    subject: tuple[str, str] = ("", "")
    views: tuple[View, ...] = ()

    @property
    def listing(self) -> Listing:
        """The report's rows as a list."""
        return Listing(
            f"reports.{self.name}", title=self.title, question=self.question, columns=self.columns,
            subject=self.subject, fixed=self.fixed, asks=self.asks, views=self.views, drawn=self.drawn,
            empty="Nothing fits: choose another period or fewer filters.",
        )  # fmt: skip
