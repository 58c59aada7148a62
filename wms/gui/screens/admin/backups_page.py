"""The page of the backups: what there is, one more, is it whole, and putting one in the warehouse's place."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTime, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QTableWidgetItem, QTimeEdit, QVBoxLayout

from wms.base.jobs import Progress, Watch
from wms.gui.desk.backups import Backups, Kept
from wms.gui.desk.desk import Desk, wrong_in_words
from wms.gui.pages.wide import WidePage
from wms.gui.screens.admin.plain_table import plain_table, right
from wms.gui.screens.admin.restore_panel import RestorePanel
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import grave, hint, plain, primary, quiet
from wms.gui.theme.widgets_panels import Banner, EmptyState
from wms.ledger.proof.prove import Proof
from wms.storage import keys, verify

_PATH = Qt.ItemDataRole.UserRole


class BackupsPage(WidePage):
    """Backups in the folder beside the warehouse's file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Backups"))
        self.backups = Backups.of(desk)
        self.table = plain_table(say("Backups"), [say("Made"), say("Size"), say("Key beside it"), say("File")], [1])
        self.empty = EmptyState("backup", say("No backup yet"), say(
            "Make one now, and let the window make one each day. Keep a copy on another machine as well."))  # fmt: skip
        self.make = primary(say("Back up now"), "backup")
        self.verify, self.bring_back = plain(say("Verify"), "prove"), grave(say("Restore…"), "return")
        self.other = quiet(say("Restore another file…"), "folder")
        self.folder = quiet(say("Open the folder"), "external")
        self.daily, self.hour = QCheckBox(say("Back up each day at")), QTimeEdit()
        self.banner = Banner("good", "", closable=say("Close the message"))
        self.panel = RestorePanel(desk)
        self._lay_out()
        self._connect()
        self._show_daily()

    def _lay_out(self) -> None:
        look = tokens()
        column, head, foot = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, look.space(2), 0, look.space(2))
        column.setSpacing(look.space(2))
        for row in (head, foot):
            row.setSpacing(look.space(2))
        head.addWidget(hint(str(self.backups.folder)), 1)
        for button in (self.make, self.verify, self.bring_back):
            head.addWidget(button)
        self.hour.setDisplayFormat("HH:mm")
        self.hour.setAccessibleName(say("Hour of the daily backup"))
        for widget in (self.daily, self.hour):
            foot.addWidget(widget)
        foot.addWidget(hint(say("while a window is open on this workstation")), 1)
        for button in (self.other, self.folder):
            foot.addWidget(button)
        column.addLayout(head)
        for part in (self.banner, self.panel):
            column.addWidget(part)
            part.hide()
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.make.clicked.connect(self._make)
        self.verify.clicked.connect(self._verify)
        self.bring_back.clicked.connect(self._restore)
        self.other.clicked.connect(self._choose)
        self.folder.clicked.connect(self._open_folder)
        self.daily.toggled.connect(self._keep_daily)
        self.hour.timeChanged.connect(self._keep_daily)
        self.table.itemSelectionChanged.connect(self._allow)
        self.table.cellActivated.connect(self._verify)
        self.backups.made.connect(self._look)

    def arrive(self, **arguments: Any) -> None:
        """Look which backups there are."""
        super().arrive()
        self._look()

    @property
    def chosen(self) -> Path | None:
        """The backup the keys are on."""
        item = self.table.item(self.table.currentRow(), 0)
        return Path(item.data(_PATH)) if item is not None else None

    @Slot()
    def _look(self) -> None:
        self.desk.jobs.read(self.backups.there, owner=self, then=self._found)

    @Slot(object)
    def _found(self, there: list[Kept]) -> None:
        self.table.setRowCount(len(there))
        for row, kept in enumerate(there):
            key = say("yes") if kept.with_key else say("no: its seals cannot be checked")
            cells = (shown(kept.made_at), f"{kept.size / 2**20:,.1f} MB", key, kept.path.name)
            for column, text in enumerate(cells):
                item = right(text) if column == 1 else QTableWidgetItem(text)
                item.setData(_PATH, str(kept.path))
                self.table.setItem(row, column, item)
        self.table.setVisible(bool(there))
        self.empty.setVisible(not there)
        if there and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        may = self.desk.may("*")
        self.make.setEnabled(not self.backups.under_way)
        self.verify.setEnabled(self.chosen is not None)
        self.bring_back.setEnabled(self.chosen is not None and may)
        self.other.setEnabled(may)

    # --- making and verifying --------------------------------------------------------------------------------------

    @Slot()
    def _make(self) -> None:
        self.backups.make()
        self.make.setEnabled(False)

    @Slot()
    def _verify(self) -> None:
        path = self.chosen
        if path is not None:
            self.verify.setEnabled(False)
            self.desk.jobs.long("Verifying a backup", partial(_verified, path), owner=self, then=self._proven,
                                failed=self._damaged)  # fmt: skip

    @Slot(object)
    def _proven(self, found: tuple[Path, Proof]) -> None:
        path, proof = found
        if proof.ok:
            told = say("{file} is whole, and its books are right: {moves} moves prove.", file=path.name,
                       moves=f"{proof.moves:,}")  # fmt: skip
            self._tell("good", told)
        else:
            wrong = ", ".join(say(finding.check) for finding in proof.findings if not finding.ok)
            self._tell("bad", say("The books in {file} are wrong. Not so: {wrong}", file=path.name, wrong=wrong))
        self._allow()

    @Slot(object)
    def _damaged(self, error: Exception) -> None:
        self._tell("bad", wrong_in_words(error))
        self._allow()

    def _tell(self, tone: str, text: str) -> None:
        self.banner.tell(tone, text)
        self.banner.show()

    # --- restoring ---------------------------------------------------------------------------------------------------

    @Slot()
    def _restore(self) -> None:
        if self.chosen is not None:
            self.panel.ask(self.chosen)

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self, say("Restore another file"), str(self.backups.folder), say("Backups (*.db)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    @Slot(str)
    def _take(self, name: str) -> None:
        self.panel.ask(Path(name))

    # --- each day ----------------------------------------------------------------------------------------------------

    def _show_daily(self) -> None:
        at = self.backups.daily
        for widget in (self.daily, self.hour):
            widget.blockSignals(True)
        self.daily.setChecked(bool(at))
        self.hour.setTime(QTime.fromString(at or "18:00", "HH:mm"))
        self.hour.setEnabled(bool(at))
        for widget in (self.daily, self.hour):
            widget.blockSignals(False)

    @Slot()
    def _keep_daily(self) -> None:
        self.backups.keep_daily(self.hour.time().toString("HH:mm") if self.daily.isChecked() else "")
        self._show_daily()

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.backups.folder)))


def _verified(path: Path, watch: Watch) -> tuple[Path, Proof]:
    """Its pages, then its books. Raises StorageError, Cancelled."""
    watch.report(Progress("Verifying a backup"))
    verify.whole(path)
    return path, verify.proof(path, keys.load(path), watch)

