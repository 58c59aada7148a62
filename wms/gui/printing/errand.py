"""One print, as work for another thread: the paper is drawn, and goes where the workstation sends that kind."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wms.app.application import App
from wms.app.whole_file import whole_file
from wms.base.errors import StorageError, refuse
from wms.base.jobs import Watch
from wms.devices import label_printer
from wms.gui.printing.pdf_pages import PdfPages
from wms.gui.printing.targets import FOLDER, LABELS, PREVIEW, Target


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be printed, and how. `place` is where the drawn paper is kept meanwhile."""

    paper: str
    parameters: Mapping[str, str]
    target: Target
    language: str
    copy: bool
    place: Path

    @property
    def label(self) -> bool:
        """Whether it is a label; other files that are shown are none."""
        from wms.documents.paper import PAPERS

        return self.paper in PAPERS and PAPERS[self.paper].label

    @property
    def name(self) -> str:
        """The name of its file: the paper and what it is about."""
        about = " ".join(str(value) for value in self.parameters.values() if value)
        safe = "".join(sign if sign.isalnum() or sign in "-_. " else "_" for sign in f"{self.paper} {about}".strip())
        return safe[:80]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an errand: `pages` where it is to be shown first, `where` in the system's own words else."""

    errand: Errand
    where: str = ""
    pages: PdfPages | None = field(default=None, compare=False)


def run(app: App, errand: Errand, watch: Watch) -> Done:
    """Draw the paper and send it. Raises Refused, StorageError or Cancelled."""
    from wms.app.printing import print_paper  # loaded with the first paper, on the job's thread

    if errand.target.way == LABELS:
        return Done(errand, _to_label_printer(app, errand))
    given: dict[str, Any] = dict(errand.parameters)
    print_paper(
        app, errand.paper, errand.place, language=errand.language, page=errand.target.page, copy=errand.copy,
        watch=watch, **given,
    )  # fmt: skip
    watch.stop.raise_if_cancelled()
    if errand.target.way == PREVIEW:
        return Done(errand, pages=PdfPages(errand.place))
    return send(errand, watch)


def send(errand: Errand, watch: Watch) -> Done:
    """Send a paper that is drawn already to a folder or a printer of the system."""
    if errand.target.way == FOLDER:
        return Done(errand, str(_into_folder(errand)))
    from wms.gui.printing import system_printer  # Qt's printing is loaded with the first paper

    pages = PdfPages(errand.place)
    try:
        system_printer.send(pages, errand.target.printer, errand.target.copies, watch)
    finally:
        pages.close()
    return Done(errand, errand.target.printer)


def _to_label_printer(app: App, errand: Errand) -> str:
    from wms.app.printing import print_paper

    target, place = errand.target, errand.place.with_suffix(".zpl")
    if not target.address:
        raise refuse("Say which label printer: its address is missing in the printer settings.", field="address")
    to = label_printer.address(target.address)
    given: dict[str, Any] = dict(errand.parameters)
    print_paper(app, errand.paper, place, language=errand.language, dots_per_inch=target.dots_per_inch, **given)
    label_printer.send(to, place.read_bytes() * target.copies)
    place.unlink()
    return str(to)


def _into_folder(errand: Errand) -> Path:
    """A copy under a name that is not taken yet."""
    folder = Path(errand.target.folder)
    if not errand.target.folder or not folder.is_dir():
        raise refuse("There is no folder {folder}; choose one in the printer settings.", field="folder",
                     folder=errand.target.folder or "–")  # fmt: skip
    taken = 0
    while (out := folder / f"{errand.name}{f' ({taken})' if taken else ''}.pdf").exists():
        taken += 1
    copy_to(errand.place, out)
    return out


def copy_to(place: Path, out: Path) -> None:
    """Copy a file, whole or not at all. Raises StorageError."""
    try:
        with whole_file(out) as beside:
            shutil.copyfile(place, beside)
    except OSError as error:
        raise StorageError(f"{out} cannot be written: {error.strerror or error}.") from error
