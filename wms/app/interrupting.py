"""A look at the books that ends when nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from wms.base.jobs import Stop

STEPS = 20_000
"""Steps of SQLite's machine between two looks at the stop: about a thousandth of a second."""


@contextmanager
def interruptible(connection: Connection, stop: Stop) -> Iterator[Connection]:
    """Reading from this connection raises Cancelled once the stop is cancelled, in the middle of a query too."""

    def before(*_: Any) -> None:
        stop.raise_if_cancelled()

    raw = connection.connection.driver_connection
    assert raw is not None
    event.listen(connection, "before_cursor_execute", before)
    raw.set_progress_handler(lambda: int(stop.cancelled), STEPS)
    try:
        yield connection
    except OperationalError:
        stop.raise_if_cancelled()  # SQLite says no more than that it was interrupted
        raise
    finally:
        raw.set_progress_handler(None, STEPS)
        event.remove(connection, "before_cursor_execute", before)
