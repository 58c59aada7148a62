"""The bench of packing as a chain of steps: find the order, open a carton, fill it, weigh and close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Prompt

if TYPE_CHECKING:
    from wms.gui.screens.packing.pack_dialogue import PackDialogue


class Step:
    """One step of the bench; what it does not expect is answered by the dialogue."""

    def __init__(self, bench: PackDialogue) -> None:
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
