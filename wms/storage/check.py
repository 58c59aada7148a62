"""`wms check`: is the file, its place and the library under it fit to work with? Looks only; changes nothing.

Whether the books are right is another question: `wms prove`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from wms.base.errors import StorageError
from wms.storage import failures, keys, places, recognise, schema, sqlite, structure
from wms.storage.migrations import history
from wms.storage.migrations.history import History

_LITTLE_ROOM = 1 * 2**30


class State(StrEnum):
    """How a condition stands."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that was looked at, how it stands, and what was found."""

    check: str
    state: State
    found: str


def check(path: Path, *, quick: bool = False, patience: float = sqlite.PATIENCE) -> list[Condition]:
    """Look at everything. `quick` leaves out comparing indexes with their tables. Raises StorageError: no such file."""
    places.existing(path)
    return [_library(), *_place(path), *_contents(path, quick, patience)]


def structure_of(path: Path, patience: float = sqlite.PATIENCE) -> Condition:
    """Only whether tables, guards and views are the known ones. Raises StorageError."""
    places.existing(path)
    with failures.in_words(path), sqlite.raw(path, "ro", patience) as raw:
        return _structure(raw, recognise.look(raw, path), path, history.ours())


def _library() -> Condition:
    floor = ".".join(map(str, sqlite.FLOOR))
    found = f"{sqlite.driver.sqlite_version}, at least {floor} is wanted"
    return Condition("the SQLite library is new enough", State.OK if sqlite.sound() else State.WARNING, found)


def _place(path: Path) -> Iterator[Condition]:
    kind = places.file_system(path)
    yield _asked("the database lies on a disk of this machine", lambda: places.local(path), kind or "unknown")
    yield _asked("the file and its folder can be written", lambda: places.writable(path), str(path.absolute().parent))
    free = shutil.disk_usage(path.absolute().parent).free
    state = State.OK if free >= max(_LITTLE_ROOM, 2 * path.stat().st_size) else State.WARNING
    yield Condition("there is room on the disk", state, f"{free / 2**30:,.1f} GB free")
    key = _tried(lambda: keys.load(path))
    held = State.WRONG if isinstance(key, str) else State.OK if key else State.WARNING
    found = key if isinstance(key, str) else keys.path_of(path).name if key else "no key: seals cannot be checked"
    yield Condition("the ledger's key is here", held, found)


def _contents(path: Path, quick: bool, patience: float) -> Iterator[Condition]:
    """All that needs the file opened; the first thing that fails makes the rest meaningless."""
    try:
        with sqlite.raw(path, "ro", patience) as raw:
            found = recognise.look(raw, path)
            yield Condition("it is a database of this program", State.OK, f"structure {found.revision}")
            yield _structure(raw, found, path, history.ours())
            yield _settings(path, found, patience)
            yield from _pages(raw, quick)
    except (sqlite.driver.Error, StorageError) as error:
        yield Condition("the file can be read", State.WRONG, str(error))


def _structure(raw: Any, found: recognise.Recognised, path: Path, versions: History) -> Condition:
    name = "tables, guards and views are the known ones"
    accepted = _tried(lambda: recognise.accept(found, path, versions))
    if not isinstance(accepted, str):
        return Condition(name, State.OK, f"{len(accepted)} upgrades to come" if accepted else found.digest[:12])
    present = found.revision == versions.head
    changed = structure.differences(raw.execute(structure.QUERY), schema.rows()) if present else []
    return Condition(name, State.WRONG, "; ".join(changed[:5]) or accepted)


def _settings(path: Path, found: recognise.Recognised, patience: float) -> Condition:
    name = "SQLite obeys its settings"
    if not found.wal:
        return Condition(name, State.WARNING, "a single file without write-ahead log: a backup, not opened yet")
    raw = sqlite.connect(path, "ro", patience)
    try:
        wrong = _tried(lambda: sqlite.prepare(raw, sqlite.READER, patience))
    finally:
        raw.close()
    settings = ", ".join(f"{key} {value}" for key, value in sqlite.READER.items())
    return Condition(name, State.WRONG if wrong else State.OK, wrong or settings)


def _pages(raw: Any, quick: bool) -> Iterator[Condition]:
    pragma = "quick_check" if quick else "integrity_check"
    told = [str(row[0]) for row in raw.execute(f"PRAGMA {pragma}(5)") if row[0] != "ok"]
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    yield Condition("all pages and indexes are in order", State.WRONG if told else State.OK,
                    "; ".join(told) or f"{pages:,} pages")  # fmt: skip
    astray = raw.execute("PRAGMA foreign_key_check").fetchmany(5)
    text = "; ".join(f"a row of {table} names a missing {parent}" for table, _, parent, _ in astray)
    yield Condition("every reference leads somewhere", State.WRONG if astray else State.OK, text or "all")


def _asked(name: str, question: Any, found: str) -> Condition:
    wrong = _tried(question)
    return Condition(name, State.WRONG if wrong else State.OK, wrong or found)


def _tried(question: Any) -> Any:
    """The answer, or in words why there is none."""
    try:
        return question()
    except StorageError as error:
        return str(error)
