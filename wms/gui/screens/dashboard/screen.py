"""The dashboard's screen: the first one, for everybody."""

from __future__ import annotations

from wms.gui.registry.screens import Screen, screen
from wms.gui.screens.dashboard.page import DashboardPage

screen(Screen("dashboard", "Dashboard", "dashboard", DashboardPage, help="dashboard"))
