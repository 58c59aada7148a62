"""A dialogue as a chain of steps: one is in hand at a time, asks its question, and takes what comes in."""

from __future__ import annotations

from typing import Any

from wms.gui.scan.dialogue import Dialogue
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Prompt


class Step:
    """One step of the bench; what it does not expect is answered by the dialogue. A screen's own says which `bench`."""

    bench: Any

    def __init__(self, bench: Any) -> None:
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


class SteppedDialogue(Dialogue):
    """A dialogue whose `step` in hand asks and takes; the dialogue itself only goes from one step to the next."""

    step: Any

    def prompt(self) -> Prompt:
        """What the step asks."""
        asked: Prompt = self.step.prompt()
        return asked

    def hear(self, heard: Heard) -> None:
        """The step hears it."""
        self.step.hear(heard)

    def enter(self, text: str) -> None:
        """The step takes the number."""
        self.step.enter(text)

    def choose(self, name: str) -> None:
        """The step does it."""
        self.step.choose(name)
