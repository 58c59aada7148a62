"""The bench where deliveries are received; whatever was open is open again after a restart."""

from __future__ import annotations

from typing import Any

from wms.gui.desk.desk import Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.screens.receiving.receive_dialogue import ReceiveDialogue
from wms.gui.texts.say import say


class ReceiveBench(BenchPage):
    """`arrive(receipt=…)`, `arrive(asn=…)` or `arrive(dock=…)` goes on with that delivery."""

    def __init__(self, desk: Desk) -> None:
        self.receiving = ReceiveDialogue(desk)
        super().__init__(desk, say("Receive by scan"), self.receiving)

    def arrive(self, receipt: str = "", asn: str = "", dock: str = "", **arguments: Any) -> None:
        """Look what stands at the docks, or go on with what is named."""
        super().arrive(**arguments)
        self.receiving.begin(receipt, asn, dock)

    def state(self) -> dict[str, Any]:
        """What stands in the field, and which receipt is being worked on."""
        return {**super().state(), **self.receiving.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on there."""
        super().restore(state)
        self.receiving.restore(state)
