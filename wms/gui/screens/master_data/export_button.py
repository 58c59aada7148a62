"""Writes everything of the chosen kind into a file that can be imported again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QPushButton

from wms.app.exporting import export_file
from wms.base.jobs import Watch
from wms.gui.desk.desk import RIGHT, Desk
from wms.gui.screens.master_data.import_head import ImportHead, kinds
from wms.gui.texts.say import say
from wms.gui.theme.icons import icon


class ExportButton(QPushButton):
    """Asks for the file's name, then writes it as a job."""

    def __init__(self, desk: Desk, head: ImportHead) -> None:
        super().__init__(say("Export…"))
        self._desk, self._head = desk, head
        self.setProperty("role", "plain")
        self.setIcon(icon("export"))
        self.setAccessibleName(say("Export everything of this kind"))
        self.setAutoDefault(False)
        self._place = Path()
        self.clicked.connect(self._ask)

    def write(self, place: Path) -> None:
        """Write the chosen kind into this file: .csv or .xlsx."""
        self._place = place
        work = partial(_written, self._desk, self._head.kind, place)
        self._desk.jobs.long("Exporting", work, owner=self, then=self._done)

    @Slot()
    def _ask(self) -> None:
        title = say("Export {kind}", kind=kinds()[self._head.kind])
        dialog = QFileDialog(self, title, f"{self._head.kind}.xlsx", say("Workbooks (*.xlsx);;CSV files (*.csv)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    @Slot(str)
    def _chosen(self, name: str) -> None:
        self.write(Path(name))

    @Slot(object)
    def _done(self, rows: int) -> None:
        self._desk.notice(RIGHT, say("{rows} rows are written to {file}.", rows=f"{rows:,}", file=str(self._place)))


def _written(desk: Desk, kind: str, place: Path, watch: Watch) -> int:
    return export_file(desk.app, kind, place, watch)
