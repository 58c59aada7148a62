"""What differed, as a list; below it the photos that were taken of the delivery one stands on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.registry.declared import Listing
from wms.gui.screens.receiving.photos import Photos


class WithPhotos(ListingPage):
    """A list of receipts, or of what belongs to them, with the photos of the current one."""

    def __init__(self, desk: Desk, listing: Listing) -> None:
        super().__init__(desk, listing, heading=False)
        self.photos = Photos(desk)
        box = self.layout()
        if box is not None:
            box.addWidget(self.photos)
        self.pane.current_changed.connect(self._show_photos)
        desk.changed.connect(self._changed)

    @Slot(object)
    def _show_photos(self, row: Any) -> None:
        self.photos.show_of(row.receipt if row is not None else "")

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & {"receipts", "discrepancies"} and self.isVisible():
            self.photos.show_of(self.photos.document)
