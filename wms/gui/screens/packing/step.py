"""The bench of packing as a chain of steps: find the order, open a carton, fill it, weigh and close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.gui.scan import steps

if TYPE_CHECKING:
    from wms.gui.screens.packing.pack_dialogue import PackDialogue


class Step(steps.Step):
    """One step of this bench."""

    bench: PackDialogue
