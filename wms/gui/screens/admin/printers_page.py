"""The page of this workstation's printers."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from wms.gui.desk.desk import Desk
from wms.gui.pages.wide import WidePage
from wms.gui.printing.print_desk import PrintDesk
from wms.gui.printing.printers_pane import PrintersPane
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens


class PrintersPage(WidePage):
    """Every kind of paper, and where it goes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Printers"))
        self.pane = PrintersPane(desk.findChild(PrintDesk) or _own(desk))
        inside = self.pane.layout()
        if inside is not None:
            inside.setContentsMargins(0, 0, 0, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, tokens().space(2), 0, 0)
        box.addWidget(self.pane)


def _own(desk: Desk) -> PrintDesk:
    """Where nobody made one for the desk before."""
    made = PrintDesk(desk)
    desk.closing.connect(made.close)
    return made
