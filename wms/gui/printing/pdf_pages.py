"""The pages of a PDF as pictures, each drawn when it is wanted. May be used from any thread, one page at a time."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from PySide6.QtGui import QImage

from wms.base.errors import StorageError

POINTS_PER_INCH = 72
_one_at_a_time = Lock()
"""pdfium may not be entered by two threads at once, whatever the document."""


class PdfPages:
    """An open PDF; `sizes` are the width and height of each page in points."""

    def __init__(self, place: Path) -> None:
        """Raises StorageError when the file cannot be read as a PDF."""
        import pypdfium2  # loaded with the first paper

        self.place, self._closed = place, False
        with _one_at_a_time:
            try:
                self._document = pypdfium2.PdfDocument(place.read_bytes())
            except (OSError, pypdfium2.PdfiumError) as error:
                raise StorageError(f"{place.name} cannot be read as a PDF: {error}.") from error
            self.sizes: list[tuple[float, float]] = [
                self._document.get_page_size(number) for number in range(len(self._document))
            ]

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, pixels_per_point: float) -> QImage:
        """Page `number` (from 0) as a grey picture of that sharpness."""
        with _one_at_a_time:
            if self._closed:
                raise StorageError(f"{self.place.name} was closed.")
            page = self._document[number]
            bitmap = page.render(scale=pixels_per_point, grayscale=True)
            data = bytes(bitmap.buffer)
            made = QImage(data, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8).copy()
            bitmap.close()
            page.close()
        return made

    def close(self) -> None:
        """Let go of the file, once nobody draws from it."""
        with _one_at_a_time:
            self._closed = True
            self._document.close()
