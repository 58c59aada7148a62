"""The loading bench as a chain of steps: find the truck, load it, take something off again, let it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Prompt

if TYPE_CHECKING:
    from wms.gui.screens.shipping.load_dialogue import LoadDialogue


class Step:
    """One step of the bench; what it does not expect is answered by the dialogue."""

    def __init__(self, bench: LoadDialogue) -> None:
        self.bench = bench

    def prompt(self) -> Prompt:
        """What to do now."""
        raise NotImplementedError

    def hear(self, heard: Heard) -> None:
        """One of the expected codes was scanned."""

    def choose(self, name: str) -> None:
        """One of the keys was taken."""

    def look(self) -> None:
        """Something changed in the books that may concern this step."""
