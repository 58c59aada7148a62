"""The child process that unpacks a workbook: limits first, then the cells as JSON lines on standard output."""

from __future__ import annotations

import contextlib
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from wms.exchange import limits


def main(path: str, sheet: str) -> int:
    """Print each row as a JSON list of texts; 1 with a reason on stderr when it cannot be read."""
    _limit()
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
        page = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
        for count, row in enumerate(page.iter_rows(), 1):
            if count > limits.MAX_ROWS:
                break
            cells = [as_text(cell) for cell in row[: limits.MAX_COLUMNS + 1]]
            sys.stdout.write(json.dumps(cells, ensure_ascii=True) + "\n")
    except (CalamineError, OSError, ValueError, IndexError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def as_text(cell: Any) -> str:
    """A cell's value as somebody would have typed it; whole numbers without ".0", days and moments in ISO form."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time() and cell.tzinfo is None
        return cell.date().isoformat() if midnight else cell.isoformat()
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return str(cell)[: limits.MAX_CELL_SIGNS]


def _limit() -> None:
    with contextlib.suppress(ImportError):  # Windows has no such limits; the size of the archive was checked before
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY_BYTES, limits.CHILD_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_SECONDS, limits.CHILD_SECONDS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
