"""The map's screen."""

from __future__ import annotations

from wms.gui.screens.map.page import MapPage

make = MapPage
