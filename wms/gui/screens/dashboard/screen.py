"""The dashboard's screen: the first one, for everybody."""

from __future__ import annotations

from wms.gui.screens.dashboard.page import DashboardPage

make = DashboardPage
