"""The map's screen."""

from __future__ import annotations

from wms.gui.registry.screens import Screen, screen
from wms.gui.screens.map.page import MapPage

screen(Screen("map", "Map", "map", MapPage, help="map"))
