"""Taking rows along: to the clipboard for a spreadsheet, or into a file that holds exactly what is seen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from wms.base.errors import Cancelled
from wms.base.jobs import Watch
from wms.gui.desk.desk import INFO, RIGHT
from wms.gui.jobs.jobs import Job
from wms.gui.tables.asking import parameter_title
from wms.gui.tables.conditions import told
from wms.gui.tables.copying import tabbed
from wms.gui.texts.say import language, say, say_as
from wms.gui.texts.shown import RIGHT as RIGHT_KINDS
from wms.gui.texts.shown import shown, typed
from wms.queries.question import Described

if TYPE_CHECKING:
    from wms.app.application import App
    from wms.app.listing_export import Seen
    from wms.gui.tables.pane import TablePane

SHAPES = {"xlsx": "Workbook (XLSX)", "csv": "Text (CSV)", "pdf": "Paper (PDF)"}
"""Every kind of file, and how it is called."""
_FOLDER = "export folder"


class Taking(QObject):
    """Copies and exports of one list."""

    def __init__(self, pane: TablePane) -> None:
        super().__init__(pane)
        self._pane = pane

    @property
    def columns(self) -> list[Described]:
        """The columns in sight, from left to right."""
        known = {column.name: column for column in self._pane.model.columns}
        return [known[name] for name in self._pane.columns.shown]

    def seen(self) -> Seen:
        """What the list shows now, as files and papers are made from."""
        from wms.app.listing_export import Seen  # what writes files is loaded with the first one
        from wms.documents.spreadsheet import Field

        seeking = self._pane.seeking
        asking = seeking.asking
        fields = tuple(Field(column.name, say_as("column", column.title), column.kind) for column in self.columns)
        known = {column.name: column for column in seeking.columns}
        about = [say("{name}: {value}", name=say(parameter_title(asking.question, name)), value=typed(value))
                 for name, value in seeking.given.items()]  # fmt: skip
        about += [told(asking.question, known[each.column], each) for each in asking.filters]
        return Seen(say(self._pane.listing.title), asking.question, fields, language(), shown, RIGHT_KINDS,
                    asking.parameters, asking.filters, asking.sort, tuple(about), self._pane.listing.drawn,
                    partial(say_as, "column"), say("Target"), say("Chart"))  # fmt: skip

    @Slot(bool)
    def copy(self, everything: bool = False) -> None:
        """Copy the selected rows with their titles; or all rows of the list, loaded or not."""
        if everything:
            seen, columns, app = self.seen(), self.columns, self._pane.desk.app

            def work(watch: Watch) -> tuple[str, int]:
                from wms.app.listing_export import rows_of

                rows = list(rows_of(app, seen, watch))
                return tabbed(columns, rows), len(rows)

            self._pane.desk.jobs.long(say("Copying"), work, owner=self, then=self._copied, failed=self._failed)
            return
        rows = self._pane.selected_rows()
        if rows:
            self._copied((tabbed(self.columns, rows), len(rows)))

    def ask_where(self, shape: str) -> None:
        """Let people say where the file is to be, then write it."""
        folder = Path(str(self._pane.desk.workstation.get(_FOLDER, Path.home())))
        day = language().day(self._pane.desk.app.clock().date())
        name = "".join(sign if sign not in '\\/:*?"<>|' else " " for sign in f"{say(self._pane.listing.title)} {day}")
        dialog = QFileDialog(self._pane, say("Export"), str(folder / f"{name}.{shape}"), f"*.{shape}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(shape)
        dialog.selectFile(f"{name}.{shape}")
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(self.write)
        dialog.open()

    @Slot()
    def print(self) -> None:
        """Draw what is seen as a paper, and show it before anything is printed."""
        desk, seen = self._pane.desk, self.seen()
        desk.print_drawn(partial(_draw, desk.app, seen, desk.login), seen.title)

    @Slot(str)
    def write(self, place: str) -> Job:
        """Write what is seen into this file, whose ending says its kind; a job with progress and cancel."""
        desk, out, seen = self._pane.desk, Path(place), self.seen()
        desk.workstation.keep(_FOLDER, str(out.parent))

        def work(watch: Watch) -> tuple[Path, int]:
            from wms.app.listing_export import export

            return out, export(desk.app, seen, out.suffix.removeprefix(".").lower(), out, watch, by=desk.login)

        title = say("Export {name}", name=out.name)
        return desk.jobs.long(title, work, owner=self, then=self._written, failed=self._failed)

    @Slot(object)
    def _written(self, done: tuple[Path, int]) -> None:
        place, count = done
        words = say("{count} rows were written to {file}.", count=f"{count:,}", file=place.name)
        self._pane.desk.notice(RIGHT, words)

    @Slot(object)
    def _copied(self, done: tuple[str, int]) -> None:
        text, count = done
        QGuiApplication.clipboard().setText(text)
        self._pane.desk.notice(INFO, say("{count} rows were copied.", count=f"{count:,}"))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._pane.desk.tell_error(error)


def _draw(app: App, seen: Seen, by: str, place: Path, watch: Watch) -> None:
    from wms.app.listing_export import export

    export(app, seen, "pdf", place, watch, by=by)
