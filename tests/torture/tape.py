"""What happened to the files, in order: written, synced, cut off, named, renamed, removed; and what was acknowledged.

SQLite's part is heard through the VFS, the program's own (keys, renames and links in a restore) by standing in for the
functions of `os` it uses. A file is known by its number, so that a rename does not confuse it with another one.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from tests.torture.vfs import OK, Vfs

NAME, UNNAME, RENAME, LINK, SETTLE = "name", "unname", "rename", "link", "settle"
WRITE, TRUNCATE, SYNC, SAID = "write", "truncate", "sync", "said"


class Event(NamedTuple):
    """`where` is a path for names, a file's number for contents, and nothing for what was said."""

    what: str
    where: Any
    more: Any = None
    data: Any = None


class Tape:
    """A listener for the VFS that writes everything down, for the files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.events: list[Event] = []
        self._folder = str(folder)
        self._numbers: dict[str, int] = {}
        self._last = 0
        for path in sorted(folder.iterdir()):
            if path.is_file():
                self._whole(str(path))
        self.events.append(Event(SETTLE, self._folder))
        self._start = len(self.events)

    def cuts(self, count: int, dice: random.Random) -> list[int]:
        """Moments for power cuts, in order: half of them anywhere, half right after something else than a write."""
        later = range(self._start, len(self.events))
        turns = [place for place in later if self.events[place].what != WRITE] or list(later)
        return sorted(dice.choice(turns if number % 2 else later) for number in range(count))

    def said(self, what: str) -> None:
        """The program acknowledged this: from now on it must not be lost."""
        self.events.append(Event(SAID, None, what))

    def opened(self, path: str) -> int:
        if not os.path.exists(path) and not path.endswith("-shm"):
            self._number(path)
        return OK

    def write(self, path: str, offset: int, data: bytes) -> tuple[int, int]:
        self.events.append(Event(WRITE, self._number(path), offset, data))
        return OK, len(data)

    def truncate(self, path: str, size: int) -> int:
        self.events.append(Event(TRUNCATE, self._number(path), size))
        return OK

    def sync(self, path: str) -> int:
        self.events.append(Event(SYNC, self._number(path)))
        if path.endswith(("-wal", "-journal")):  # of these SQLite syncs the folder as well
            self.events.append(Event(SETTLE, self._folder))
        return OK

    def removed(self, path: str) -> int:
        if self._numbers.pop(path, None) is not None:
            self.events.append(Event(UNNAME, path))
        return OK

    @contextmanager
    def running(self, vfs: Vfs) -> Iterator[None]:
        """Write down what the block does."""
        real = {name: getattr(os, name) for name in ("fsync", "replace", "rename", "link", "unlink")}

        def fsync(handle: int) -> None:
            self._synced(os.readlink(f"/proc/self/fd/{handle}"))
            real["fsync"](handle)

        def moved(name: str) -> Any:
            def call(old: Any, new: Any) -> None:
                real[name](old, new)
                self._moved(os.fspath(old), os.fspath(new))
            return call

        def link(old: Any, new: Any) -> None:
            real["link"](old, new)
            if self._ours(os.fspath(old)):
                number = self._number(os.fspath(old))
                self._numbers[os.fspath(new)] = number
                self.events.append(Event(LINK, os.fspath(new), number))

        def unlink(path: Any, **more: Any) -> None:
            real["unlink"](path, **more)
            self.removed(os.fspath(path))

        stand_ins = {"fsync": fsync, "replace": moved("replace"), "rename": moved("rename"), "link": link,
                     "unlink": unlink}  # fmt: skip
        with mock.patch.multiple(os, **stand_ins):
            vfs.listener = self
            try:
                yield
            finally:
                vfs.listener = None

    def _ours(self, path: str) -> bool:
        return path.startswith(self._folder)

    def _number(self, path: str) -> int:
        if path not in self._numbers:
            self._last += 1
            self._numbers[path] = self._last
            self.events.append(Event(NAME, path, self._last))
        return self._numbers[path]

    def _synced(self, path: str) -> None:
        """A sync by the program itself: of a folder, of a file of SQLite's, or of a small file it wrote whole."""
        if os.path.isdir(path):
            self.events.append(Event(SETTLE, path))
        elif path in self._numbers:
            self.events.append(Event(SYNC, self._number(path)))
        elif self._ours(path):
            self._whole(path)

    def _moved(self, old: str, new: str) -> None:
        if not self._ours(old):
            return
        number = self._number(old)
        self._numbers[new] = self._numbers.pop(old)
        self.events.append(Event(RENAME, old, (new, number)))

    def _whole(self, path: str) -> None:
        number = self._number(path)
        self.events.append(Event(WRITE, number, 0, Path(path).read_bytes()))
        self.events.append(Event(SYNC, number))
