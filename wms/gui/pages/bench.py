"""The page of a bench: one question at a time in large letters, answered by scanning; never a box to click away.

A `Dialogue` says what to ask and answers each scan; this page shows it, keeps the scan field ready, and offers the
keyboard where a label cannot be read: a code and Enter, a number, or a function key for each choice.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from wms.gui.desk.desk import INFO, Desk
from wms.gui.pages.bench_answers import AnswerBanner, LastScans
from wms.gui.pages.bench_parts import Choices, Facts, NumberPad, enlarge, small, words
from wms.gui.pages.page import Page
from wms.gui.scan.dialogue import Dialogue
from wms.gui.scan.ears import Ears
from wms.gui.scan.feedback import Feedback
from wms.gui.scan.heard import Heard, Outcome
from wms.gui.scan.prompt import Prompt
from wms.gui.texts.say import say
from wms.gui.theme.look import font, looked
from wms.gui.theme.tokens import Tokens, tokens

_MOST_FIGURES = 6
"""A typed number this long at most is a quantity where one is allowed; longer ones are codes."""
_SIDE, _NARROW = 75, 200  # of the last scans, and below which they give way, in steps of the spacing scale
_USUAL_HEIGHT, _EDGE = 165, 5


class BenchPage(Page):
    """A page around a dialogue. `finished` is emitted with what the dialogue ends with."""

    finished = Signal(object)

    def __init__(self, desk: Desk, title: str, dialogue: Dialogue) -> None:
        super().__init__(desk, title)
        self.dialogue = dialogue
        dialogue.setParent(self)
        self._ears, self._feedback = Ears.of(desk), Feedback.of(desk)
        self._prompt = Prompt("", "")
        self._shortcuts: list[QShortcut] = []
        self._scale = 1.0
        self._sized: tuple[Tokens, float] = (tokens(), 0.0)
        self._beside, self._side = QVBoxLayout(), _SIDE
        self._shown_beside: list[QWidget] = []
        self._shown_below: list[QWidget] = []
        self._make_parts()
        self._lay_out()
        self._connect()
        self._show_prompt()

    # --- what the page is told ------------------------------------------------------------------------------------

    def arrive(self, **arguments: Any) -> None:
        """Ready to scan, with all the room there is."""
        self.desk.room_wanted.emit(True)
        self.field.setFocus()

    def leave(self) -> None:
        """What stands beside the work may come back."""
        self.desk.room_wanted.emit(False)

    def take(self, heard: Heard) -> bool:
        """Every scan is the dialogue's."""
        self.dialogue.take(heard)
        self._show_waiting()
        return True

    def state(self) -> dict[str, Any]:
        """What stands in the field."""
        return {"typed": self.field.text()}

    def restore(self, state: dict[str, Any]) -> None:
        """Put it back."""
        self.field.setText(str(state.get("typed", "")))

    # --- parts ---------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.heading, self.progress_text, self.progress = words(1, bold=True), small(1), QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(tokens().space(40))
        self.progress.setAccessibleName(say("Progress"))
        self.banner = AnswerBanner()
        self.instruction, self.note = words(1, bold=True, wraps=True), small(1)
        self.note.setWordWrap(True)
        self.facts, self.choices, self.pad, self.last = Facts(), Choices(), NumberPad(), LastScans()
        self.waiting = small(1)
        self.field = QLineEdit()
        self.field.setProperty("role", "big")
        self.field.setAccessibleName(say("Scan, or type a code"))
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.banner.tell(INFO, say("Scan when you are ready."))

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        edge = tokens().space(_EDGE)
        page.setContentsMargins(edge, tokens().space(2), edge, tokens().space(2))
        page.setSpacing(tokens().space(3))
        page.addLayout(_row(self.heading, None, self.progress_text, self.progress))
        page.addWidget(self.banner)
        body = QHBoxLayout()
        body.setSpacing(tokens().space(8))
        body.addLayout(self._main(), 1)
        self._beside.setSpacing(tokens().space(3))
        self._beside.addWidget(self.last, 1)
        body.addLayout(self._beside)
        page.addLayout(body, 1)
        page.addLayout(self._foot())

    def stand_beside(self, widget: QWidget, width: int = _SIDE) -> None:
        """Something to look at beside the question, above the last scans; `width` in steps of the spacing scale.

        Where it has a method `scale_to` it is told how much larger than usual everything is shown.
        """
        self._beside.insertWidget(self._beside.count() - 1, widget, 1)
        self._shown_beside.append(widget)
        self._side, self._sized = width, (tokens(), 0.0)
        self._show_sizes()

    def stand_below(self, widget: QWidget) -> None:
        """Something to look at below the facts, in the room that is left there."""
        place = self._column.indexOf(self.facts) + 1
        self._column.insertWidget(place, widget, 1)
        self._column.setStretch(place + 1, 0)
        self._shown_below.append(widget)
        self._sized = (tokens(), 0.0)
        self._show_sizes()

    def _main(self) -> QVBoxLayout:
        column = self._column = QVBoxLayout()
        column.setSpacing(tokens().space(2))
        column.addWidget(self.instruction)
        column.addWidget(self.note)
        column.addSpacing(tokens().space(3))
        column.addWidget(self.facts)
        column.addStretch(1)
        column.addWidget(self.field)
        column.addWidget(self.waiting)
        return column

    def _foot(self) -> QHBoxLayout:
        """The choices have the whole width: their words must not be cut."""
        foot = QHBoxLayout()
        foot.setSpacing(tokens().space(6))
        foot.addWidget(self.choices, 1, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignTop)
        return foot

    def _connect(self) -> None:
        self.field.returnPressed.connect(self._typed)
        self.choices.chosen.connect(self._choose)
        self.pad.pressed.connect(self._padded)
        self.dialogue.changed.connect(self._show_prompt)
        self.dialogue.answered.connect(self._answered)
        self.dialogue.settled.connect(self._settled)
        self.dialogue.finished.connect(self.finished)
        self._feedback.flashed.connect(self.banner.flash)
        looked.connect(self._show_prompt)

    # --- the question --------------------------------------------------------------------------------------------

    @Slot()
    def _show_prompt(self) -> None:
        prompt = self._prompt = self.dialogue.prompt()
        self.heading.setText(prompt.title)
        self.instruction.setText(prompt.instruction)
        self.note.setText(prompt.note)
        self.note.setVisible(bool(prompt.note))
        self.pad.setVisible(prompt.quantity)
        asks = say("Scan, or type a number or a code and press Enter") if prompt.quantity else ""
        self.field.setPlaceholderText(asks or say("Scan, or type a code and press Enter"))
        self.field.setAccessibleDescription(prompt.instruction)
        self._show_progress(prompt)
        self._show_waiting()
        self._show_sizes()
        self._take_keys()
        self._return_focus()

    def _show_progress(self, prompt: Prompt) -> None:
        known = prompt.of > 0
        text = say("{done} of {of}", done=f"{prompt.done:,}", of=f"{prompt.of:,}") if known else ""
        self.progress_text.setText(text)
        self.progress.setVisible(known)
        self.progress.setRange(0, max(1, prompt.of))
        self.progress.setValue(min(prompt.done, prompt.of))

    def _show_waiting(self) -> None:
        count = self.dialogue.waiting - 1
        self.waiting.setText(say("{count} more scans wait their turn.", count=count) if count > 0 else "")
        self.waiting.setVisible(count > 0)

    def _show_sizes(self) -> None:
        """Facts and choices as large as the page allows; the rest is set anew only when that has changed."""
        look, prompt, scale = tokens(), self._prompt, self._scale
        self.facts.show_facts(prompt.place, prompt.facts, scale)
        columns = 2 if prompt.quantity or self.width() < look.space(_NARROW) else 3
        self.choices.show_choices(prompt.choices, columns, scale, self.width() - look.space(2 * _EDGE))
        for part in (self.last, *self._shown_beside):
            part.setVisible(self.width() >= look.space(_NARROW))
        if self._sized != (look, scale):
            self._sized = (look, scale)
            self._set_sizes()

    def _set_sizes(self) -> None:
        look, scale = self._sized
        self.instruction.setFont(font(round(look.display * scale), True))
        self.heading.setFont(font(round(look.large * scale), True))
        for label in (self.note, self.progress_text, self.waiting):
            label.setFont(font(round(look.body * scale)))
        enlarge(self.field, look.title, scale, look.control + look.space(3))
        for part in (self.banner, self.pad, self.last):
            part.scale_to(scale)
        for beside in (self.last, *self._shown_beside):
            beside.setFixedWidth(round(look.space(self._side) * scale))
        for shown in (*self._shown_beside, *self._shown_below):
            grow = getattr(shown, "scale_to", None)
            if grow is not None:
                grow(scale)

    def _take_keys(self) -> None:
        wanted = {key: name for name, key in self.choices.keys.items() if key}
        if {s.key().toString(): s.objectName() for s in self._shortcuts} == wanted:
            return
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        for key, name in wanted.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setObjectName(name)
            shortcut.activated.connect(self._key_chosen)
            self._shortcuts.append(shortcut)

    # --- what the person does ------------------------------------------------------------------------------------

    @Slot()
    def _typed(self) -> None:
        text = self.field.text().strip()
        self.field.clear()
        if not text:
            return
        if self._prompt.quantity and text.isascii() and text.isdigit() and len(text) <= _MOST_FIGURES:
            self.dialogue.type(text)
        else:
            self._ears.hear(text)

    @Slot(str)
    def _choose(self, name: str) -> None:
        """The keys stay here, unless the choice led to another screen or opened a form."""
        self.field.setFocus()
        self.dialogue.press(name)

    @Slot()
    def _key_chosen(self) -> None:
        shortcut = self.sender()
        if shortcut is not None:
            self._choose(shortcut.objectName())

    @Slot(str)
    def _padded(self, key: str) -> None:
        self.field.setFocus()
        if key == "enter":
            self._typed()
        elif key == "back":
            self.field.backspace()
        else:
            self.field.insert(key)

    # --- answers -------------------------------------------------------------------------------------------------

    @Slot(str, str)
    def _answered(self, kind: str, text: str) -> None:
        self.banner.tell(kind, text)
        self._feedback.answer(kind, text)

    @Slot(object)
    def _settled(self, outcome: Outcome) -> None:
        self.last.add(outcome)
        self._ears.answered(outcome)

    # --- focus and size ------------------------------------------------------------------------------------------

    def _return_focus(self) -> None:
        """Back to the scan field, unless the person works in another part of the window."""
        holder = self.window().focusWidget()
        if self.isVisible() and (holder is None or self.isAncestorOf(holder)):
            self.field.setFocus()

    def minimumSizeHint(self) -> QSize:
        """Small, as everything here gives way; what it is set in follows the room there is."""
        return QSize(tokens().space(140), tokens().space(110))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed beside the field goes into it."""
        if event.text().isprintable() and event.text():
            self.field.setFocus()
            self.field.insert(event.text())
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._return_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = tokens()
        grown = self.height() / (look.space(_USUAL_HEIGHT))
        self._scale = max(0.75, min(2.0, round(grown * 4) / 4))
        self._show_sizes()


def _row(*parts: QLabel | QProgressBar | None) -> QHBoxLayout:
    """Parts beside each other; None is empty room between."""
    row = QHBoxLayout()
    row.setSpacing(tokens().space(3))
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
