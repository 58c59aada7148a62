"""Between SQLite and the disk: every write, sync, cut and removal of the program's own SQLite library is heard here.

SQLite reaches its files through a table of functions (a VFS). This one puts its own functions into three places of the
table of each file that is opened, tells a listener, and passes the call on. It does so inside the very library the
program works with, by ctypes: no second SQLite, nothing to compile, no tracing of the process.
See https://www.sqlite.org/vfs.html and https://www.sqlite.org/c3ref/io_methods.html.
"""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import CFUNCTYPE, c_char_p, c_int, c_int64, c_void_p
from typing import Any, Protocol

from wms.storage import sqlite

OK, IOERR_WRITE, IOERR_FSYNC, FULL = 0, 778, 1034, 13
_CLOSE = CFUNCTYPE(c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)


class _Methods(ctypes.Structure):
    """sqlite3_io_methods: only the first of its functions are replaced, the others are copied as they are."""

    _fields_ = [("version", c_int), ("close", c_void_p), ("read", c_void_p), ("write", c_void_p),
                ("truncate", c_void_p), ("sync", c_void_p), ("rest", c_void_p * 13)]  # fmt: skip


class _Vfs(ctypes.Structure):
    """sqlite3_vfs."""

    _fields_ = [("version", c_int), ("size_of_file", c_int), ("longest_path", c_int), ("next", c_void_p),
                ("name", c_char_p), ("data", c_void_p), ("open", c_void_p), ("delete", c_void_p),
                ("rest", c_void_p * 15)]  # fmt: skip


class Listener(Protocol):
    """Who is told, before the call is passed on. An answer other than OK is SQLite's instead of the call's."""

    def opened(self, path: str) -> int: ...
    def write(self, path: str, offset: int, data: bytes) -> tuple[int, int]: ...
    def truncate(self, path: str, size: int) -> int: ...
    def sync(self, path: str) -> int: ...
    def removed(self, path: str) -> int: ...


class Vfs:
    """Stands before SQLite's own VFS for as long as this process lives. `listener` None: nothing is heard."""

    def __init__(self) -> None:
        self.listener: Listener | None = None
        self._library = _library()
        self._library.sqlite3_vfs_find.restype = c_void_p
        self._library.sqlite3_initialize()
        self._original = self._library.sqlite3_vfs_find(None)
        self._own = _Vfs()
        ctypes.memmove(ctypes.byref(self._own), self._original, ctypes.sizeof(_Vfs))
        self._call_open, self._call_delete = _OPEN(self._own.open), _DELETE(self._own.delete)
        self._paths: dict[int, str] = {}
        self._tables: dict[int, tuple[_Methods, Any]] = {}
        self._keep = (_OPEN(self._open), _DELETE(self._delete))
        self._own.name = b"listening"
        self._own.open, self._own.delete = (ctypes.cast(each, c_void_p).value for each in self._keep)
        self._library.sqlite3_vfs_register(ctypes.byref(self._own), 1)

    def _open(self, _: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        if path and self.listener is not None and (refused := self.listener.opened(path)):
            return refused
        code: int = self._call_open(self._original, name, file, flags, out)
        methods = c_void_p.from_address(file)
        if code == OK and path and methods.value:
            self._paths[file] = path
            methods.value = ctypes.addressof(self._table(methods.value))
        return code

    def _delete(self, _: int, name: int, sync: int) -> int:
        code: int = self._call_delete(self._original, name, sync)
        if code == OK and self.listener is not None:
            return self.listener.removed(os.fsdecode(ctypes.string_at(name)))
        return code

    def _table(self, original: int) -> _Methods:
        """The listening table for files whose own table is this one; made once for each kind of file."""
        if original not in self._tables:
            own = _Methods()
            ctypes.memmove(ctypes.byref(own), original, ctypes.sizeof(_Methods))
            kept = self._functions(own)
            own.close, own.write, own.truncate, own.sync = (ctypes.cast(each, c_void_p).value for each in kept)
            self._tables[original] = (own, kept)
        return self._tables[original][0]

    def _functions(self, table: _Methods) -> tuple[Any, ...]:
        close, write = _CLOSE(table.close), _WRITE(table.write)
        truncate, sync = _TRUNCATE(table.truncate), _SYNC(table.sync)

        def on_close(file: int) -> int:
            self._paths.pop(file, None)
            return int(close(file))

        def on_write(file: int, data: int, amount: int, offset: int) -> int:
            if self.listener is None:
                return int(write(file, data, amount, offset))
            refused, fits = self.listener.write(self._paths[file], offset, ctypes.string_at(data, amount))
            if fits:
                code = int(write(file, data, fits, offset))
                return refused or code
            return refused

        def on_truncate(file: int, size: int) -> int:
            refused = self.listener.truncate(self._paths[file], size) if self.listener is not None else OK
            return refused or int(truncate(file, size))

        def on_sync(file: int, flags: int) -> int:
            refused = self.listener.sync(self._paths[file]) if self.listener is not None else OK
            return refused or int(sync(file, flags))

        return _CLOSE(on_close), _WRITE(on_write), _TRUNCATE(on_truncate), _SYNC(on_sync)


def _library() -> Any:
    """The SQLite library the program's own driver works with."""
    driver = "pysqlite3._sqlite3" if sqlite.driver.__name__.startswith("pysqlite3") else "_sqlite3"
    return ctypes.CDLL(sys.modules[driver].__file__)
