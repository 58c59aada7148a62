"""Reading an XLSX workbook: what it would unpack to is looked at first, then a child process with limits unpacks it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from wms.base.errors import Refused, refuse
from wms.exchange import limits

_ROOT = Path(__file__).resolve().parents[2]
_TOO_LONG = (getattr(signal, "SIGKILL", 9), getattr(signal, "SIGXCPU", 24))


def rows(path: Path, sheet: str) -> Iterator[tuple[int, list[str]]]:
    """The rows, numbered from 1 as the workbook numbers them. Raises Refused when it cannot be read."""
    _check_archive(path)
    command = [sys.executable, "-m", "wms.exchange.workbook", str(path), sheet]
    way = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints,
            env=os.environ | {"PYTHONPATH": way, "PYTHONSAFEPATH": "1"},  # no module from the folder it is started in
        )  # fmt: skip
        patience = threading.Timer(limits.CHILD_SECONDS, child.kill)
        patience.daemon = True
        patience.start()
        try:
            yield from _lines(child)
            if child.wait() != 0:
                raise _told(child.returncode, complaints)
        finally:
            patience.cancel()
            child.kill()
            if child.stdout:
                child.stdout.close()
            child.wait()


def _lines(child: subprocess.Popen[bytes]) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(child.stdout or (), 1):
        if not line.endswith(b"\n"):
            return
        yield number, json.loads(line)


def _told(code: int, complaints: IO[bytes]) -> Refused:
    complaints.seek(0)
    said = complaints.read(100_000).decode("utf-8", "replace").strip().splitlines()
    reason = said[-1][:200] if said else "it needs too much memory"
    if -code in _TOO_LONG:
        reason = "it takes too long"
    elif code < 0:
        reason = "it needs too much memory"
    return refuse("The workbook cannot be read: {reason}.", field="file", reason=reason.rstrip("."))


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refuse("The workbook is damaged or cut off.", field="file") from error
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise refuse("This is a packed file, but not an XLSX workbook.", field="file")
    unpacked = sum(entry.file_size for entry in entries)
    allowed = max(path.stat().st_size * limits.MAX_UNPACK_RATIO, limits.SMALL_BYTES)
    if unpacked > min(allowed, limits.MAX_UNPACKED_BYTES) or len(entries) > limits.MAX_ARCHIVE_ENTRIES:
        raise refuse("The workbook unpacks to far more than it should; it is refused.", field="file")
