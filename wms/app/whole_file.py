"""A file that appears under its name only when it is whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wms.base.errors import StorageError
from wms.storage import failures


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """A file to write beside the wanted one, put in its place only when the block ends well.

    Raises StorageError for what the disk has to say: full, write-protected.
    """
    if not out.parent.is_dir():
        raise StorageError(f"There is no folder {out.parent}.")
    with failures.in_words(out):
        yield from _beside(out)


def _beside(out: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.stem[:40]}-", suffix=out.suffix)
    os.close(handle)
    place = Path(name)
    try:
        yield place
        os.chmod(place, 0o666 & ~_umask())
        os.replace(place, out)
    finally:
        place.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
