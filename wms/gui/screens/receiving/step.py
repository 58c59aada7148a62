"""The bench of receiving as a chain of steps: find the delivery, receive its goods, close it, look at what differed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.gui.scan import steps

if TYPE_CHECKING:
    from wms.gui.screens.receiving.receive_dialogue import ReceiveDialogue


class Step(steps.Step):
    """One step of this bench."""

    bench: ReceiveDialogue
