"""The founded demo with its orders allocated, or in one wave."""

from __future__ import annotations

import pytest

from tests.founded_demo import entered as entered
from tests.founded_demo import founded as founded
from wms.app.application import App
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.waving.plan import PlanWaves


@pytest.fixture
def demo(entered: App) -> App:
    """The demo with its orders allocated, and no wave planned."""
    entered.run(AllocateOrders())
    return entered


@pytest.fixture
def waved(demo: App) -> App:
    """The demo with one planned wave of all its orders."""
    demo.run(PlanWaves(wave_lines=5_000, window_minutes=1_000))
    return demo
