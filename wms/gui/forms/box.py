"""One blank as it stands on the form: its label, its editor, and right below what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wms.gui.forms.blanks import Blank
from wms.gui.forms.editors import ChosenEditor, Editor
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import Elided, as_tip, caption, toned

_WIDE = frozenset({"long", "list", "file"})


class Box(QWidget):
    """A labelled editor. `helped` gives its help when one comes to it."""

    changed = Signal()
    helped = Signal(str)

    def __init__(self, blank: Blank, editor: Editor) -> None:
        super().__init__()
        self.blank, self.editor = blank, editor
        self._problem = toned(caption(""), "bad")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._bearer = Elided()
        self._bearer.setProperty("role", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space(1))
        column.addLayout(self._head())
        column.addWidget(editor)
        column.addWidget(self._problem)
        column.addStretch(1)
        self.setToolTip(as_tip(say(blank.help)))
        self.setFocusProxy(editor)
        editor.field.installEventFilter(self)
        editor.changed.connect(self._edited)
        if isinstance(editor, ChosenEditor):
            editor.named.connect(self._bearer.setText)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(tokens().space(2))
        label = caption(f"{say(self.blank.label)} *" if self.blank.required else say(self.blank.label))
        label.setBuddy(self.editor.field)
        if self.blank.kind == "flag":
            label.setText("")
        head.addWidget(label)
        head.addWidget(self._bearer, 1)
        self._bearer.setAlignment(Qt.AlignmentFlag.AlignRight)
        return head

    @property
    def wide(self) -> bool:
        """Whether it needs the whole width of the form."""
        return self.blank.kind in _WIDE

    def mark(self, *sentences: str) -> None:
        """Say what is wrong with it; nothing when all is well."""
        self._problem.setText("\n".join(sentences))
        self._problem.setVisible(bool(sentences))
        self.editor.mark(bool(sentences))
        self.editor.field.setAccessibleDescription("\n".join((*sentences, say(self.blank.help))))

    def problem(self) -> str:
        """What is said to be wrong with it."""
        return self._problem.text() if not self._problem.isHidden() else ""

    @Slot()
    def _edited(self) -> None:
        if self.problem():
            self.mark()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Coming to the editor tells its help."""
        if event.type() == QEvent.Type.FocusIn:
            self.helped.emit(say(self.blank.help))
        return False
