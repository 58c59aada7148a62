"""A page of a few pages that show the same thing in different ways: a switch above them, one of them in sight."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from wms.gui.pages.page import Page
from wms.gui.tables.flow import Flow
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets_switch import Switch

if TYPE_CHECKING:
    from wms.gui.desk.desk import Desk
    from wms.gui.scan.heard import Heard

Part = tuple[str, str, Callable[[], Page]]
"""A part's name, its title in the language in use, and what builds its page."""


class SwitchedPage(Page):
    """`arrive(part=…)` shows a part; the other arguments are for its page. Parts are built when first looked at."""

    def __init__(self, desk: Desk, title: str, parts: Sequence[Part]) -> None:
        super().__init__(desk, title)
        self._makes = {name: make for name, _, make in parts}
        self._pages: dict[str, Page] = {}
        self._states: dict[str, Any] = {}
        self.switch = Switch([(name, text) for name, text, _ in parts], title)
        self._stack = QStackedWidget()
        self._lay_out()
        self.switch.turned.connect(self._turned)

    @property
    def page(self) -> Page:
        """The page of the part in sight."""
        return self.built(self.switch.value)

    def built(self, name: str) -> Page:
        """The page of a part, built now if nobody looked at it yet. Raises KeyError for a part that is not there."""
        if name not in self._pages:
            page = self._pages[name] = self._makes[name]()
            self._stack.addWidget(page)
            if name in self._states:
                page.restore(self._states.pop(name))
        return self._pages[name]

    def arrive(self, part: str = "", **arguments: Any) -> None:
        """Show this part (otherwise the one in sight), with the arguments for its page."""
        self.switch.blockSignals(True)
        self.switch.turn(part)
        self.switch.blockSignals(False)
        self._show()
        self.page.arrive(**arguments)

    def leave(self) -> None:
        """The part in sight may rest."""
        self.page.leave()

    def take(self, heard: Heard) -> bool:
        """Hand a scan to the part in sight."""
        return self.page.take(heard)

    def state(self) -> dict[str, Any]:
        """Which part is in sight, and the state of every part that was built."""
        pages = {**self._states, **{name: page.state() for name, page in self._pages.items()}}
        return {"part": self.switch.value, "pages": pages}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look again as when `state` was given; parts that are not built yet are told when they are."""
        self._states = dict(state.get("pages", {}))
        for name, page in self._pages.items():
            if name in self._states:
                page.restore(self._states.pop(name))
        self.switch.turn(str(state.get("part", "")))

    def head(self) -> tuple[QWidget, ...]:
        """What stands beside the switch; below it where there is little room."""
        return ()

    def _show(self) -> None:
        self._stack.setCurrentWidget(self.page)

    @Slot(str)
    def _turned(self, name: str) -> None:
        before = self._stack.currentWidget()
        if isinstance(before, Page):
            before.leave()
        self._show()
        self.page.arrive()

    def _lay_out(self) -> None:
        look = tokens()
        page, top = QVBoxLayout(self), QWidget()
        page.setContentsMargins(0, look.space(2), 0, 0)
        page.setSpacing(0)
        row = Flow(top)
        for widget in (self.switch, *self.head()):
            row.addWidget(widget)
        page.addWidget(top)
        page.addWidget(self._stack, 1)
