"""The screen of reports: the gallery, and what is kept and written by itself."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.reports.gallery import GalleryPage
from wms.gui.screens.reports.written import WrittenPage
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """Reports for managers."""
    return TabbedPage(
        desk,
        say("Reports"),
        [
            ("reports", "Reports", lambda: GalleryPage(desk)),
            ("kept", "Kept and written", lambda: WrittenPage(desk)),
        ],
    )

