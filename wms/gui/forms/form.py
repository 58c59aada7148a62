"""The form of a command: what it asks, what is wrong with it, what it will do, and its answer.

Ctrl+Enter sends it, Esc closes it and keeps what was typed, F1 asks for help. The idempotency key is made when the form
is opened; a draft is kept from the first change on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from wms.app import registry
from wms.base.errors import StorageError
from wms.base.identifiers import new_key
from wms.gui.desk.desk import INFO, Desk, in_words, wrong_in_words
from wms.gui.forms import drafts
from wms.gui.forms.blanks import blanks_of
from wms.gui.forms.conflict import Conflict
from wms.gui.forms.drafts import Draft
from wms.gui.forms.foot import Foot
from wms.gui.forms.labels import about, name_of
from wms.gui.forms.placing import Placed
from wms.gui.forms.scanned import Scanned
from wms.gui.forms.sending import Sending, is_grave
from wms.gui.forms.sheet import Sheet
from wms.gui.forms.standing import Standing
from wms.gui.forms.versions import VERSIONED
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, plain, title
from wms.gui.theme.widgets_panels import Banner
from wms.operations.unit import Answer

KEEP_MS = 300
"""How long after a change the draft is written."""


class CommandForm(QWidget):
    """One form. `done` gives the Answer; `closed` is emitted once, after it or without it; `help_wanted` on F1."""

    done = Signal(object)
    closed = Signal()
    help_wanted = Signal(str)

    def __init__(
        self, desk: Desk, command: str, filled: Mapping[str, Any], then: Callable[[Answer], None] | None = None, *,
        draft: Draft | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.desk, self.command = desk, command
        self.entry = registry.command(command)
        self._then = then
        blanks = blanks_of(self.entry.type)
        self.sheet = Sheet(desk, command, blanks)
        self.sending = Sending(desk, self.entry, blanks, draft.key if draft else new_key(), self)
        self.standing = Standing(desk, command, self) if command in VERSIONED else None
        known = {blank.name for blank in blanks}
        given = draft.fields if draft else filled
        self._hidden = {name: value for name, value in given.items() if name not in known}
        self._touched, self._sent = draft is not None, bool(draft and draft.sent)
        self._foreseen = False
        self._stood: QWidget | None = None
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_MS)
        self.again = plain(say("Try again"), "refresh")
        self.again.hide()
        self.again.clicked.connect(self._send_again)
        self.banner = Banner("bad", "", self.again, closable=say("Close the message"))
        self.banner.hide()
        self.conflict: Conflict | None = None
        self.foot = Foot(say(name_of(command)), is_grave(command))
        self._lay_out()
        self.sheet.fill(given)
        self._connect()
        if self.standing is not None:
            self.standing.look(self.sheet.around())

    @property
    def key(self) -> str:
        """The idempotency key of this form."""
        return self.sending.key

    @property
    def wide(self) -> bool:
        """Whether it needs room for tables."""
        return bool(self.sheet.tables)

    def _lay_out(self) -> None:
        self.setAccessibleName(say(name_of(self.command)))
        self._column = QVBoxLayout(self)
        edge = tokens().space(5)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(tokens().space(3))
        self._column.addWidget(title(say(name_of(self.command))))
        self._column.addWidget(hint(say(about(self.entry))))
        self._column.addWidget(self.banner)
        self._scroll = scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheet.setProperty("role", "plain")
        scroll.setWidget(self.sheet)
        self._column.addWidget(scroll, 1)
        self._column.addWidget(self.foot)

    def _connect(self) -> None:
        self.sheet.changed.connect(self._edited)
        self.sheet.helped.connect(self.foot.help)
        self.foot.sent.connect(self.send)
        self.foot.back.connect(self._look_again)
        self.foot.closed.connect(self.close_form)
        self.foot.discarded.connect(self.discard)
        self._keeping.timeout.connect(self._keep)
        self.sending.busy.connect(self._show_busy)
        self.sending.wrong.connect(self._show_wrong)
        self.sending.foreseen.connect(self._show_foreseen)
        self.sending.done.connect(self._finish)
        self.sending.stale.connect(self._show_stale)
        self.sending.failed.connect(self._show_failed)
        if self.standing is not None:
            self.standing.shown.connect(self._show_standing)
            self.standing.differs.connect(self._show_conflict)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.send)

    # --- what is typed -------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """Everything the form says, as `fields.read` takes it."""
        version = {"version": self.standing.version} if self.standing is not None and self.standing.version else {}
        return {**self._hidden, **self.sheet.values(), **version}

    def begin(self) -> None:
        """Stand where one begins to type."""
        self.sheet.stand_at_first_empty()

    @Slot()
    def _edited(self) -> None:
        self._touched = True
        self.again.hide()
        self._keeping.start()
        if self._foreseen:
            self._look_again()
        if self.standing is not None:
            self.standing.look(self.sheet.around())

    @Slot()
    def _keep(self) -> None:
        if not self.sending.finished:
            kept = {**self._hidden, **self.sheet.to_keep()}
            if drafts.keep(self.desk, Draft(self.command, kept, self.key, sent=self._sent)):
                self.foot.say_kept()

    def take(self, scanned: Scanned) -> bool:
        """Let a scan fill the blanks it belongs in; True when it did."""
        if self.sending.under_way:
            return False
        filled = self.sheet.take(scanned)
        if filled:
            self._edited()
        return filled

    # --- sending it ----------------------------------------------------------------------------------------------

    @Slot()
    def send(self) -> None:
        """Send the form; a grave one first shows what will happen, and is carried out when it is sent once more."""
        if self.sending.under_way or self.sending.finished:
            return
        self.sheet.finish()
        self._keeping.stop()
        trying = is_grave(self.command) and not self._foreseen
        self._sent = self._sent or not trying
        self._keep()
        self.banner.hide()
        self.sheet.mark(())
        self.sending.send(self.values(), foresee=trying)

    @Slot(bool)
    def _show_busy(self, busy: bool) -> None:
        if busy:
            self._stood = self.focusWidget()
        self.sheet.setEnabled(not busy)
        if not busy and self._stood is not None and shiboken6.isValid(self._stood):
            self._stood.setFocus()
        self.foot.show_busy(busy)

    @Slot(object)
    def _show_foreseen(self, answer: Answer) -> None:
        self._foreseen = True
        self.foot.show_foreseen(say("This will happen: {what}", what=in_words(answer)))

    @Slot()
    def _look_again(self) -> None:
        self._foreseen = False
        self.foot.show_plain()

    @Slot(object)
    def _finish(self, answer: Answer) -> None:
        drafts.drop(self.desk, self.key)
        self.desk.tell(answer)
        self.done.emit(answer)
        owner = getattr(self._then, "__self__", None)
        if self._then is not None and (not isinstance(owner, QObject) or shiboken6.isValid(owner)):
            self._then(answer)
        self.closed.emit()

    # --- when it does not go well --------------------------------------------------------------------------------

    @Slot(object)
    def _show_wrong(self, wrong: list[Placed]) -> None:
        self._look_again()
        self.sheet.mark(wrong)
        here = QApplication.focusWidget()
        if here is not None and self.sheet.isAncestorOf(here):
            self._scroll.ensureWidgetVisible(here)
        nowhere = [each.sentence for each in wrong if not each.field and not each.table]
        count = len(wrong) - len(nowhere)
        counted = (
            say("One thing is not right; it is marked.")
            if count == 1
            else say("{count} things are not right; they are marked.", count=count)
        )
        self._tell("bad", "\n".join([*nowhere, counted] if count else nowhere))

    @Slot(object)
    def _show_stale(self, error: Exception) -> None:
        self._look_again()
        if self.standing is None:
            self._tell("warn", wrong_in_words(error))
        else:
            self.standing.look_again()

    @Slot(object)
    def _show_failed(self, error: Exception) -> None:
        self._look_again()
        self._tell("bad", say("{problem}\nNothing you typed is lost. Send it again when you like: it will not be done"
                              " twice.", problem=wrong_in_words(error)))  # fmt: skip
        self.again.setVisible(isinstance(error, StorageError))

    @Slot()
    def _send_again(self) -> None:
        """What could not be written, exactly as it was sent; the warehouse knows it by its key if it was written."""
        self.banner.hide()
        self.sending.again()

    def _tell(self, tone: str, text: str) -> None:
        self.again.hide()
        self.banner.tell(tone, text)
        self.banner.show()

    # --- documents several people change -------------------------------------------------------------------------

    @Slot(object)
    def _show_standing(self, values: dict[str, Any]) -> None:
        """Fill what the document says now into blanks that are still empty."""
        here = self.sheet.around()
        self.sheet.fill({name: value for name, value in values.items() if value and not here.get(name)})

    @Slot(object)
    def _show_conflict(self, differences: list[Any]) -> None:
        if self.conflict is not None:
            self.conflict.deleteLater()
        self.conflict = Conflict(differences)
        self.conflict.taken.connect(self._take_over)
        self._column.insertWidget(self._column.indexOf(self.banner) + 1, self.conflict)
        self.banner.hide()

    @Slot(str, object)
    def _take_over(self, field: str, value: Any) -> None:
        self.sheet.boxes[field].editor.fill(value)
        self._edited()

    # --- leaving it ----------------------------------------------------------------------------------------------

    @Slot()
    def close_form(self) -> None:
        """Close without sending; what was typed is kept."""
        if self.sending.under_way:
            return
        if self._touched and not self.sending.finished:
            self._keep()
            self.desk.notice(INFO, say("{form}: what you typed is kept as a draft.", form=say(name_of(self.command))))
        self._keeping.stop()
        self.closed.emit()

    @Slot()
    def discard(self) -> None:
        """Close, and forget what was typed."""
        if not self.sending.under_way:
            self._keeping.stop()
            drafts.drop(self.desk, self.key)
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes one step back, F1 asks for help."""
        if event.key() == Qt.Key.Key_Escape:
            self._look_again() if self._foreseen else self.close_form()
        elif event.key() == Qt.Key.Key_F1:
            self.help_wanted.emit(self.command)
        else:
            super().keyPressEvent(event)
