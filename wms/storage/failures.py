"""What a database error means to a person, and whether trying again can help."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, OperationalError

from wms.base.errors import StorageError

_BUSY = ("database is locked", "database table is locked", "database schema is locked", "could not serialize",
         "deadlock detected", "connection already closed", "server closed the connection")  # fmt: skip
_SENTENCES = {
    "readonly": "The database can only be read: the file or its folder is write-protected.",
    "attempt to write a readonly": "The database can only be read: the file or its folder is write-protected.",
    "disk is full": "The disk is full. Nothing was changed; make room and try again.",
    "disk I/O error": "The disk does not answer properly (I/O error). Nothing was changed.",
    "malformed": "The database file is damaged. Restore the last good backup.",
    "not a database": "This file is not a database of this program.",
    "unable to open": "The database file cannot be opened: it is missing, or this user may not read it.",
    "locked": "Another program keeps the database busy. Nothing was changed; try again.",
}


def may_succeed_later(error: DBAPIError) -> bool:
    """Whether the same work may well succeed when it is done again."""
    return error.connection_invalidated or any(mark in str(error.orig) for mark in _BUSY)


def told(error: DBAPIError) -> StorageError:
    """The error in words a clerk understands."""
    text = str(error.orig)
    found = [sentence for mark, sentence in _SENTENCES.items() if mark in text]
    if found:
        return StorageError(found[0])
    kind = "cannot be used" if isinstance(error, OperationalError) else "refused this"
    return StorageError(f"The database {kind}: {text}.")
