"""The loading bench as a chain of steps: find the truck, load it, take something off again, let it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.gui.scan import steps

if TYPE_CHECKING:
    from wms.gui.screens.shipping.load_dialogue import LoadDialogue


class Step(steps.Step):
    """One step of this bench."""

    bench: LoadDialogue
