"""Plant a fault in a copy of the program, run the smallest tests that should notice, and see that they do.

Each fault is tried in a forked child, so that the libraries are loaded only once; the program itself is loaded by the
child, from the copy.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.torture import plants
from tests.torture.plants import Plant
from tests.torture.row import Outcome, Share

TOP = Path(__file__).resolve().parents[2]
COPIED = ("wms", "tests", "resources", "docs", "pyproject.toml", "main.py")
NOTICED = 1
"""pytest's exit code when tests ran and some of them failed."""
LIBRARIES = ("alembic.operations", "numpy", "pysqlite3.dbapi2", "pytest", "sqlalchemy.orm")


def run(share: Share) -> Outcome:
    """As many of the faults as there is time for; another share begins elsewhere among them."""
    outcome = Outcome()
    copy = share.place / "copy"
    for name in COPIED:
        source = TOP / name
        shutil.copytree(source, copy / name) if source.is_dir() else shutil.copy2(source, copy / name)
    _load_libraries()
    mine = plants.PLANTS[share.seed - 1 :: max(1, round(len(plants.PLANTS) / share.count))]
    for tests in dict.fromkeys(plant.tests for plant in mine):
        if code := tried(copy, None, tests):
            outcome.complain(f"with nothing planted {tests} ended with {code}")
    for plant in mine:
        code = tried(copy, plant)
        outcome.count += 1
        outcome.tell("noticed", code == NOTICED)
        if code != NOTICED:
            outcome.lost += 1
            outcome.complain(f"{plant.words}: pytest ended with {code}")
    return outcome


def tried(copy: Path, plant: Plant | None, tests: str = "") -> int:
    """pytest's exit code for the plant's tests (or these, with nothing planted)."""
    with _planted(copy, plant) if plant else contextlib.nullcontext():
        child = os.fork()
        if not child:
            os._exit(_tested(copy, plant, (plant.tests if plant else tests).split()))
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@contextmanager
def _planted(copy: Path, plant: Plant) -> Iterator[None]:
    """The fault, in the copy's text, for as long as the block lasts."""
    if not plant.file:
        yield
        return
    place = copy / plant.file
    text, moment = place.read_text(encoding="utf-8"), place.stat().st_mtime
    if plant.old not in text:
        raise SystemExit(f"{plant.file} holds no {plant.old!r}")
    place.write_text(text.replace(plant.old, plant.new), encoding="utf-8")
    try:
        yield
    finally:
        place.write_text(text, encoding="utf-8")
        os.utime(place, (moment, moment))


def _tested(copy: Path, plant: Plant | None, tests: list[str]) -> int:
    """In the child: run the tests of the copy, quietly."""
    import pytest

    os.chdir(copy)
    sys.path.insert(0, str(copy))
    for name in [name for name in sys.modules if name.split(".")[0] in ("wms", "tests")]:
        del sys.modules[name]
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    sys.dont_write_bytecode = True
    words = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore:Module already imported", *tests]
    if plant is not None and not plant.file:
        os.environ["WMS_WEAKENED"] = json.dumps([[plant.old, plant.new]])
        words += ["-p", "tests.torture.weakened"]
    return int(pytest.main(words))


def _load_libraries() -> None:
    """What every child needs and no fault is planted in."""
    for name in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
