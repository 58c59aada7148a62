"""The bench of picking as a chain of steps: find a batch, give it totes, walk its stops, and what comes in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.gui.scan import steps

if TYPE_CHECKING:
    from wms.gui.screens.picking.pick_dialogue import PickDialogue


class Step(steps.Step):
    """One step of this bench."""

    bench: PickDialogue
