"""Whole answers, as one look at the data: for papers, exports, maps and charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy.exc import DBAPIError

from wms.app import registry
from wms.app.application import App
from wms.queries.page import Asked, Filter, every
from wms.storage import failures


def all_rows(app: App, question: str, /, **parameters: Any) -> list[Any]:
    """Every row of an answer."""
    return list(iterate(app, question, **parameters))


def iterate(app: App, question: str, /, **parameters: Any) -> Iterator[Any]:
    """Every row of an answer, in the question's own order. Raises Refused or StorageError."""
    return in_order(app, question, parameters)


def in_order(
    app: App, question: str, parameters: dict[str, Any], filters: tuple[Filter, ...] = (), sort: tuple[str, ...] = ()
) -> Iterator[Any]:
    """Every row that passes the filters, in an order. Raises Refused or StorageError."""
    asked = Asked(registry.question(question), parameters, filters, sort)
    try:
        with app.database.reading() as connection:
            yield from every(connection, asked)
    except DBAPIError as error:
        raise failures.told(error) from error
