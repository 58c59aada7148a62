"""The child process that unpacks a workbook: limits first, then the cells as JSON lines on standard output.

What is no value is marked with a NUL sign: a formula (its stored result may be old), a number so long that the
spreadsheet has rounded it, a text too long to be meant.
"""

from __future__ import annotations

import contextlib
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from wms.exchange import limits

FORMULA = "\0This is a formula, not a value."
ROUNDED = "\0The spreadsheet has rounded this long number; write it as text."
TOO_LONG = "\0The text is too long."
_EXACT = 10**15


def main(path: str, sheet: str) -> int:
    """Print each row as a JSON list of texts; 1 with a reason on stderr when it cannot be read."""
    _limit()
    from python_calamine import CalamineError, CalamineWorkbook

    from wms.exchange import workbook_parts

    try:
        formulas = workbook_parts.formulas(path, sheet)
        book = CalamineWorkbook.from_path(path)
        if sheet and sheet not in book.sheet_names:
            raise ValueError(f"it has no sheet {sheet}")
        _print(book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0), formulas)
    except MemoryError:
        print("it needs too much memory", file=sys.stderr)
        return 1
    except (CalamineError, OSError, ValueError, IndexError, KeyError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _print(page: Any, formulas: set[tuple[int, int]]) -> None:
    first = page.start[1] if page.start else 0
    calculated = {row for row, _ in formulas}
    signs = 0
    for number, row in enumerate(page.iter_rows(), 1):
        if number > limits.MAX_ROWS + 1:
            break
        cells = [as_text(cell) for cell in row[: limits.MAX_COLUMNS + 1]]
        if number in calculated:
            cells = [FORMULA if (number, first + n) in formulas else cell for n, cell in enumerate(cells, 1)]
        line = json.dumps(cells, ensure_ascii=True)
        signs += len(line)
        if signs > limits.MAX_UNPACKED_BYTES:
            raise ValueError("it holds far more text than it should")
        sys.stdout.write(line + "\n")


def as_text(cell: Any) -> str:
    """A cell's value as somebody would have typed it; whole numbers without ".0", days and moments in ISO form."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        if abs(cell) >= _EXACT:
            return ROUNDED
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time() and cell.tzinfo is None
        return cell.date().isoformat() if midnight else cell.isoformat()
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    text = str(cell)
    return TOO_LONG if len(text) > limits.MAX_CELL_SIGNS else text


def _limit() -> None:
    with contextlib.suppress(ImportError):  # Windows has no such limits; the size of the archive was checked before
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY_BYTES, limits.CHILD_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_SECONDS, limits.CHILD_SECONDS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
