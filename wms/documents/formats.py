"""The formats papers and labels come in, by name: known without loading what draws them."""

from __future__ import annotations

PAGE_NAMES = ("A4", "Letter")
"""The sizes of a page."""
DENSITIES = (203, 300)
"""The dots per inch of label printers."""
