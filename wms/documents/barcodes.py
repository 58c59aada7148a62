"""Barcodes, drawn as exact rectangles at true size: Code 128, GS1-128, DataMatrix and GS1 DataMatrix.

Sizes are millimetres. GS1 data is given in its bracketed form, "(01)…(10)…".
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject


class Symbol(StrEnum):
    """The kinds of symbols that are printed."""

    CODE_128 = "code128"
    GS1_128 = "gs1-128"
    DATA_MATRIX = "datamatrix"
    GS1_DATA_MATRIX = "gs1-datamatrix"


LINEAR = (Symbol.CODE_128, Symbol.GS1_128)
QUIET = {Symbol.CODE_128: 10, Symbol.GS1_128: 10, Symbol.DATA_MATRIX: 2, Symbol.GS1_DATA_MATRIX: 2}
"""The quiet zone each kind needs on every side, in modules."""


@lru_cache(maxsize=4096)
def modules(content: str, symbol: Symbol) -> NDArray[np.bool_]:
    """The symbol as dark (True) and light modules; one row for linear symbols. Raises ValueError when it cannot be."""
    linear = symbol in LINEAR
    kind = zxingcpp.BarcodeFormat.Code128 if linear else zxingcpp.BarcodeFormat.DataMatrix
    gs1 = symbol in (Symbol.GS1_128, Symbol.GS1_DATA_MATRIX)
    made = zxingcpp.create_barcode(content, kind, gs1=gs1, **({} if linear else {"force_square": True}))
    dark: NDArray[np.bool_] = np.array(made.to_image(scale=1, add_quiet_zones=False)) == 0
    return dark[:1] if linear else dark


def width_mm(content: str, symbol: Symbol, module_mm: float) -> float:
    """How wide the symbol will be, quiet zones included."""
    return float((modules(content, symbol).shape[1] + 2 * QUIET[symbol]) * module_mm)


def draw(canvas: Canvas, content: str, symbol: Symbol, x: float, y: float, module_mm: float, height_mm: float) -> float:
    """Draw with the lower left corner of the quiet zone at (x, y) points; `height_mm` is for linear symbols only.

    Returns the width in points, quiet zones included.
    """
    dark = modules(content, symbol)
    module, quiet = module_mm * mm, QUIET[symbol] * module_mm * mm
    tall = height_mm * mm if symbol in LINEAR else module
    rows = dark.shape[0]
    base = y if symbol in LINEAR else y + quiet
    # The rectangles are written as PDF has them, to a ten-thousandth of a point: page after page of bars is most of a
    # long paper's work, and reportlab formats each number by itself.
    left = x + quiet
    bars = [
        f"{left + start * module:.4f} {base + (rows - 1 - row) * tall:.4f} {(end - start) * module:.4f} {tall:.4f} re"
        for row in range(rows) for start, end in _stripes(dark[row])
    ]  # fmt: skip
    canvas.setFillGray(0)
    canvas.drawPath(PDFPathObject(["n", *bars]), stroke=0, fill=1)
    return float(dark.shape[1] * module + 2 * quiet)


def fitting_module(
    content: str, symbol: Symbol, room_mm: float, *, largest: float = 0.5, smallest: float = 0.2
) -> float:
    """The widest module, in mm, with which the symbol fits into `room_mm`; never below `smallest`."""
    count = int(modules(content, symbol).shape[1]) + 2 * QUIET[symbol]
    return max(smallest, min(largest, room_mm / count))


def best(content: str, room_mm: float, *, smallest: float = 0.2) -> Symbol:
    """Bars where they can hold the content and fit into `room_mm`; else the square symbol, which holds any text."""
    if content.isascii() and content.isprintable() and width_mm(content, Symbol.CODE_128, smallest) <= room_mm:
        return Symbol.CODE_128
    return Symbol.DATA_MATRIX


def _stripes(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
