"""What a database error means to a person, and whether trying again can help."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from wms.base.errors import StorageError
from wms.storage import sqlite

_BUSY = ("database is locked", "database table is locked", "database schema is locked", "could not serialize",
         "deadlock detected", "connection already closed", "server closed the connection")  # fmt: skip
_READ_ONLY = "The database can only be read: the file or its folder is write-protected."
_SENTENCES = {
    "readonly": _READ_ONLY,
    "disk is full": "The disk is full. Nothing was changed; make room and try again.",
    "disk I/O error": "The disk does not answer properly (I/O error). Nothing was changed.",
    "malformed": "The database file is damaged. Restore the last good backup.",
    "not a database": "This file is not a database of this program.",
    "unable to open": "The database file cannot be opened: it is missing, or this user may not read it.",
    "locked": "Another program keeps the database busy. Nothing was changed; try again.",
    "file name too long": "The name of the file is too long.",
    "no such function: wms_posting": "The books can only be written by this program.",
    "no such table": "The database lacks a table this program needs.",
    "no such column": "The database lacks a column this program needs.",
    "out of memory": "There is not enough memory for this.",
    "too big": "Something in this is too large for the database.",
    "interrupted": "The work was interrupted. Nothing was changed.",
}
UNCERTAIN = (
    " Whether it was saved before the error is not known: send it again with the same key ({key}), it will not be"
    " done twice."
)


def may_succeed_later(error: DBAPIError) -> bool:
    """Whether the same work may well succeed when it is done again."""
    return error.connection_invalidated or any(mark in str(error.orig) for mark in _BUSY)


def leaves_doubt(error: DBAPIError) -> bool:
    """Whether a commit that failed so may come to light after all, when the database is next opened."""
    return error.connection_invalidated or "disk I/O error" in str(error.orig)


def told(error: DBAPIError) -> StorageError:
    """The error in words a clerk understands."""
    return StorageError(sentence(str(error.orig)))


def uncertain(error: DBAPIError, key: str) -> StorageError:
    """The same for an error that came while the work was being saved, when nobody can say whether it was."""
    words = sentence(str(error.orig)).replace(" Nothing was changed;", " So").replace(" Nothing was changed.", "")
    return StorageError(words + UNCERTAIN.format(key=key))


def sentence(text: str) -> str:
    """What a driver's message means."""
    found = [words for mark, words in _SENTENCES.items() if mark in text]
    return found[0] if found else f"The database refused this: {text}."


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Raise StorageError, naming the file, for what the driver or the system has to say in the block."""
    try:
        yield
    except DBAPIError as error:
        raise StorageError(f"{path}: {sentence(str(error.orig))}") from error
    except sqlite.driver.Error as error:
        raise StorageError(f"{path}: {sentence(str(error))}") from error
    except UnicodeDecodeError as error:  # names in a damaged file, and what the driver says of them
        raise StorageError(f"{path}: {_SENTENCES['malformed']}") from error
    except OSError as error:
        reason = _SENTENCES["disk is full"] if error.errno == _NO_SPACE else error.strerror or str(error)
        raise StorageError(f"{error.filename or path}: {reason}") from error


_NO_SPACE = 28  # ENOSPC, the same number on every system this runs on
