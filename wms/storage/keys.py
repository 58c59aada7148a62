"""The key that seals the ledger's chain: a small file beside the database, readable by its owner only.

Without it the books can still be read and their hashes checked; only the seals cannot be.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from wms.base.errors import StorageError


def path_of(database: Path) -> Path:
    """Where the database's key lies."""
    return database.with_name(database.name + ".key")


def coming_of(database: Path) -> Path:
    """Where the key of a database lies that is about to take this one's place."""
    return database.with_name(database.name + ".key.next")


def make(database: Path) -> bytes:
    """A new key for a new database; an existing one is kept."""
    place = path_of(database)
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return load(database)
    except OSError as error:
        raise StorageError(f"The key file {place} cannot be written: {error.strerror}.") from error
    key = secrets.token_hex(32)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return bytes.fromhex(key)


def copy(database: Path, target: Path) -> bool:
    """Put the database's key beside `target` as well; False when there is none. Raises OSError."""
    key = load(database)
    if key:
        put(key, target)
    return bool(key)


def put(key: bytes, target: Path) -> None:
    """Write this key beside `target`, in place of another one there. Raises OSError."""
    _write(key, path_of(target))


def put_ready(key: bytes, database: Path) -> None:
    """Write the key of the database that is about to come here; `seals.settle` puts it in its place. Raises OSError."""
    _write(key, coming_of(database))


def _write(key: bytes, place: Path) -> None:
    fresh = place.with_name(f".{place.name}.new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, place)


def load(database: Path) -> bytes:
    """The key, or nothing when this workstation does not have it. Raises StorageError for a damaged key file."""
    return read(path_of(database))


def read(place: Path) -> bytes:
    """The key in this file, or nothing when there is no such file. Raises StorageError."""
    try:
        return bytes.fromhex(place.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return b""
    except (OSError, ValueError) as error:
        raise StorageError(f"The key file {place} cannot be read.") from error
