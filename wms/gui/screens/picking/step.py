"""The bench of picking as a chain of steps: find a batch, give it totes, walk its stops, and what comes in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Prompt

if TYPE_CHECKING:
    from wms.gui.screens.picking.pick_dialogue import PickDialogue


class Step:
    """One step of the bench; what it does not expect is answered by the dialogue."""

    def __init__(self, bench: PickDialogue) -> None:
        self.bench = bench

    def prompt(self) -> Prompt:
        """What to do now."""
        raise NotImplementedError

    def hear(self, heard: Heard) -> None:
        """One of the expected codes was scanned."""

    def enter(self, text: str) -> None:
        """A number was typed."""

    def choose(self, name: str) -> None:
        """One of the keys was taken."""

    def look(self) -> None:
        """Something changed in the books that may concern this step."""
