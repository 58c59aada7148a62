"""The page of the proof: are the books right? Every check with what it found, and when they were proven last."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QTableWidgetItem, QVBoxLayout

from wms.app import proving
from wms.gui.desk.desk import Desk, wrong_in_words
from wms.gui.pages.wide import WidePage
from wms.gui.screens.admin.plain_table import plain_table, right
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, primary
from wms.gui.theme.widgets_panels import Banner, EmptyState
from wms.ledger.proof.finding import Finding
from wms.ledger.proof.prove import Proof
from wms.storage.anchors import Anchor


class ProofPage(WidePage):
    """Proves the books of the open warehouse while everybody goes on working."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Proof"))
        self.last = hint("")
        self.prove = primary(say("Prove the books"), "prove")
        self.banner = Banner("good", "")
        self.empty = EmptyState("prove", say("Not proven in this sitting"), say(
            "The proof recomputes every balance from the moves, checks what orders hold, and follows the chain of all"
            " postings. Nothing is changed by it."))  # fmt: skip
        titles = [say("Right"), say("Check"), say("Checked"), say("What is wrong")]
        self.table = plain_table(say("What was checked"), titles, [2])
        self._lay_out()
        self.prove.clicked.connect(self._prove)

    def _lay_out(self) -> None:
        look = tokens()
        column, head = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, look.space(2), 0, look.space(2))
        column.setSpacing(look.space(2))
        head.addWidget(self.last, 1)
        head.addWidget(self.prove)
        column.addLayout(head)
        for part in (self.banner, self.table):
            column.addWidget(part)
            part.hide()
        column.addWidget(self.empty, 1)

    def arrive(self, **arguments: Any) -> None:
        """Look when they were proven last."""
        super().arrive()
        self.desk.jobs.read(self._look, owner=self, then=self._found)

    def _look(self) -> Anchor | None:
        return proving.last_proof(self.desk.app.database)

    @Slot(object)
    def _found(self, last: Anchor | None) -> None:
        if last is None:
            self.last.setText(say("These books were never proven on this workstation."))
        else:
            at = shown(datetime.fromisoformat(last.at))
            self.last.setText(say("Proven last {at}, up to posting {posting}.", at=at, posting=f"{last.posting:,}"))

    @Slot()
    def _prove(self) -> None:
        self.prove.setEnabled(False)
        app = self.desk.app
        self.desk.jobs.long("Proving the books", lambda watch: proving.prove(app, watch), owner=self,
                            then=self._proven, failed=self._failed)  # fmt: skip

    @Slot(object)
    def _proven(self, proof: Proof) -> None:
        self.prove.setEnabled(True)
        if proof.ok:
            self.banner.tell("good", say("The books are right: {moves} moves prove.", moves=f"{proof.moves:,}"))
        else:
            self.banner.tell("bad", say("The books are wrong. Stop, keep the file, and compare it with the last backup"
                                        " that proves."))  # fmt: skip
        self.table.setRowCount(len(proof.findings))
        for row, finding in enumerate(proof.findings):
            self._show(row, finding)
        self.empty.hide()
        self.banner.show()
        self.table.show()
        self.arrive()

    def _show(self, row: int, finding: Finding) -> None:
        mark = QTableWidgetItem(icon("check" if finding.ok else "cancel", "good" if finding.ok else "bad"),
                                say("yes") if finding.ok else say("no"))  # fmt: skip
        cells = [mark, QTableWidgetItem(say(finding.check)), right(f"{finding.checked:,}"),
                 QTableWidgetItem("; ".join(finding.wrong))]  # fmt: skip
        for column, item in enumerate(cells):
            if not finding.ok:
                item.setForeground(QColor(tokens().bad))
            item.setToolTip("\n".join(finding.wrong))
            self.table.setItem(row, column, item)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.prove.setEnabled(True)
        self.banner.tell("bad", wrong_in_words(error))
        self.banner.show()
