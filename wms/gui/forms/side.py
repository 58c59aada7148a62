"""The panel that slides in from the right with the form somebody opened; a second form lies on top of the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QPropertyAnimation, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from wms.base.errors import Refused
from wms.gui.desk.desk import WRONG, Desk, wrong_in_words
from wms.gui.forms.drafts import Draft
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import Divider

if TYPE_CHECKING:
    from wms.gui.forms.form import CommandForm
    from wms.gui.forms.scanned import Scanned

NARROW, WIDE = 110, 200
"""The panel's widths in steps of the spacing scale, without and with a table."""
SLIDE_MS = 140


class FormSide(QFrame):
    """The place of forms. `closed` is emitted when the last form is gone; `help_wanted` gives a command's name.

    The shell puts it at the right edge and connects `desk.form_wanted` to `open`.
    """

    closed = Signal()
    help_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("role", "surface")
        self.setAccessibleName(say("Forms"))
        self._forms = QStackedWidget()
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(Divider(standing=True))
        around.addWidget(self._forms)
        self._slide = QPropertyAnimation(self, b"maximumWidth", self)
        self._slide.setDuration(SLIDE_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.finished.connect(self._arrived)
        self.hide()

    @property
    def forms(self) -> list[CommandForm]:
        """The open forms, the topmost last."""
        return [cast("CommandForm", self._forms.widget(place)) for place in range(self._forms.count())]

    @property
    def current(self) -> CommandForm | None:
        """The form that is seen."""
        return self.forms[-1] if self.forms else None

    @Slot(str, dict, object)
    def open(
        self, command: str, filled: Mapping[str, Any] | None = None, then: Callable[[Any], None] | None = None
    ) -> CommandForm | None:
        """Open a form on top of those that are open; None, and a notice, for what the person may not do."""
        try:
            allowed = self.desk.may_run(command)
        except Refused as error:
            self.desk.notice(WRONG, wrong_in_words(error))
            return None
        if not allowed:
            self.desk.notice(WRONG, say("You may not do this; the permission is missing."))
            return None
        from wms.gui.forms.form import CommandForm  # the window opens without any

        return self._put(CommandForm(self.desk, command, filled or {}, then))

    def resume(self, draft: Draft) -> CommandForm:
        """Open a form as its draft says, with the key it had."""
        from wms.gui.forms.form import CommandForm

        return self._put(CommandForm(self.desk, draft.command, {}, draft=draft))

    def take(self, scanned: Scanned) -> bool:
        """A scan goes into the form that is seen; False when there is none, or it has no use for it."""
        return self.current is not None and self.isVisible() and self.current.take(scanned)

    def close_all(self) -> None:
        """Close every form; what was typed is kept as drafts."""
        for form in reversed(self.forms):
            form.close_form()

    def _put(self, form: CommandForm) -> CommandForm:
        form.closed.connect(self._gone)
        form.help_wanted.connect(self.help_wanted)
        self._forms.addWidget(form)
        self._forms.setCurrentWidget(form)
        self._show_width()
        form.begin()
        return form

    @Slot()
    def _gone(self) -> None:
        form = self.sender()
        if isinstance(form, QWidget):
            self._forms.removeWidget(form)
            form.deleteLater()
        if self.current is None:
            self._slide.stop()
            self.hide()
            self.closed.emit()
        else:
            self._forms.setCurrentWidget(self.current)
            self._show_width()
            self.current.setFocus()

    def _show_width(self) -> None:
        form = self.current
        width = tokens().space(WIDE if form is not None and form.wide else NARROW)
        start = self.maximumWidth() if self.isVisible() else 0
        self._slide.stop()
        self.setMinimumWidth(0)
        self._slide.setStartValue(start)
        self._slide.setEndValue(width)
        self.show()
        self._slide.start(QAbstractAnimation.DeletionPolicy.KeepWhenStopped)

    @Slot()
    def _arrived(self) -> None:
        self.setMinimumWidth(self.maximumWidth())
