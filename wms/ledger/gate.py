"""The gate in the door: open only while this package writes, on this connection, and shut again whatever happens.

Storage puts a gate into each connection's `info` when it connects; how a gate opens is the engine's affair.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from wms.base.errors import StorageError

GATE = "wms_gate"


class Gate(Protocol):
    """What storage provides for a connection that may post."""

    def open(self) -> None:
        """Let writes to the stock tables through. May be opened several times; it shuts when shut as often."""

    def shut(self) -> None:
        """Refuse them again."""

    def seal(self, chain_hash: str) -> str:
        """The keyed signature (HMAC-SHA256, hex) of a chain hash; empty when this workstation has no key."""


def gate_of(connection: Connection) -> Gate:
    """The connection's gate. Raises StorageError on a connection that may only read."""
    gate: Gate | None = connection.info.get(GATE)
    if gate is None:
        raise StorageError("This connection cannot post stock: it was opened for reading only.")
    return gate


@contextmanager
def opened(session: Session) -> Iterator[Connection]:
    """Write what is pending, then hold the gate open for the block."""
    session.flush()
    connection = session.connection()
    gate = gate_of(connection)
    gate.open()
    try:
        yield connection
    finally:
        gate.shut()
