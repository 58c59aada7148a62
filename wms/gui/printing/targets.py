"""Where this workstation prints each kind of paper: shown first, on a printer, on a label printer, or into a folder.

There is one way for all papers and one for all labels; a paper may have its own. All of it is remembered for the
workstation, not for the person: the printer stands beside the desk.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from wms.documents.formats import DENSITIES, PAGE_NAMES
from wms.gui.desk.preferences import Preferences
from wms.gui.printing.titles import is_label
from wms.gui.texts.say import LANGUAGES

PREVIEW, PRINTER, LABELS, FOLDER = "preview", "printer", "labels", "folder"
WAYS = (PREVIEW, PRINTER, LABELS, FOLDER)
"""Where a paper can go. LABELS is a label printer on the network, which is sent ZPL."""
ALL_PAPERS, ALL_LABELS = "all papers", "all labels"
MOST_COPIES = 99
_KEPT, _FIRST = "printing", "printer.papers"


@dataclass(frozen=True, slots=True)
class Target:
    """How one kind of paper is printed.

    `printer` is a printer of the system (empty: its usual one), `address` a label printer as host:port, `language`
    that of the paper (empty: as the window). Only what `way` needs is looked at; the rest waits to be needed again.
    """

    way: str = PREVIEW
    printer: str = ""
    address: str = ""
    dots_per_inch: int = DENSITIES[0]
    folder: str = ""
    copies: int = 1
    page: str = "A4"
    language: str = ""


class PrinterSettings:
    """The targets of one workstation."""

    def __init__(self, workstation: Preferences) -> None:
        self._workstation = workstation

    def of(self, paper: str) -> Target:
        """How this paper is printed: its own way, or that of all papers or labels. `paper` may be one of these."""
        kept = self._kept()
        if paper in kept:
            return _read(kept[paper])
        if paper not in (ALL_PAPERS, ALL_LABELS):
            return self.of(group(paper))
        first = str(self._workstation.get(_FIRST, "")) if paper == ALL_PAPERS else ""
        return Target(PRINTER, first) if first else Target()

    def own(self, paper: str) -> bool:
        """Whether the paper is set apart from the others."""
        return paper in self._kept()

    def keep(self, paper: str, target: Target | None) -> None:
        """Remember a way; None lets the paper go with the others again."""
        kept = dict(self._kept())
        if target is None:
            kept.pop(paper, None)
        else:
            kept[paper] = asdict(target)
        self._workstation.keep(_KEPT, kept)

    def _kept(self) -> dict[str, Any]:
        kept = self._workstation.get(_KEPT, {})
        return kept if isinstance(kept, dict) else {}


def group(paper: str) -> str:
    """Whether a paper goes with all papers or with all labels."""
    return ALL_LABELS if is_label(paper) else ALL_PAPERS


def _read(kept: Any) -> Target:
    """What was kept, as far as it still makes sense."""
    known = {field.name: kept[field.name] for field in fields(Target) if field.name in kept} if isinstance(
        kept, dict) else {}  # fmt: skip
    usual = Target()
    fits = {name: value for name, value in known.items() if type(value) is type(getattr(usual, name))}
    made = Target(**fits)
    return Target(
        made.way if made.way in WAYS else PREVIEW, made.printer, made.address,
        made.dots_per_inch if made.dots_per_inch in DENSITIES else DENSITIES[0], made.folder,
        min(max(made.copies, 1), MOST_COPIES), made.page if made.page in PAGE_NAMES else usual.page,
        made.language if made.language in LANGUAGES else "",
    )  # fmt: skip
