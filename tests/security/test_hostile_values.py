"""What people type into a filter, a parameter or a sort order is a value, never a part of the statement."""

from __future__ import annotations

from typing import Any

import pytest

from wms.app import registry
from wms.app.application import App
from wms.base.errors import Refused
from wms.queries.page import Filter
from wms.queries.question import QUESTIONS, Question

registry.load()
VALUES = ("'; DROP TABLE item; --", '" OR 1=1 --', "%_\\", "\0", "x' UNION SELECT password_hash FROM users --")


def open_questions() -> list[Question]:
    """Those that may be asked without a parameter."""
    return [one for one in QUESTIONS.values()
            if one.build and all(p.default is not p.empty for p in one.parameters.values())]  # fmt: skip


@pytest.fixture
def before(app: App) -> int:
    return app.how_many("items")


def rows(app: App, name: str, **asked: Any) -> tuple[Any, ...]:
    """The answer, none where the question refuses to be asked so; whatever the database itself says is a failure."""
    try:
        return app.ask(name, **asked).rows
    except Refused:
        return ()


def test_hostile_filters_find_nothing_and_change_nothing(app: App, before: int) -> None:
    tried = 0
    for question in open_questions():
        column = next((one.name for one in question.described if one.kind in ("code", "text", "name")), "")
        for value in VALUES if column else ():
            for op in ("=", "starts", "contains"):
                tried += 1
                assert rows(app, question.name, filters=(Filter(column, op, value),)) == ()
    assert tried > 300
    assert app.how_many("items") == before > 0


def test_hostile_parameters_are_refused_or_find_nothing(app: App, before: int) -> None:
    tried = 0
    for question in open_questions():
        for name in (name for name, one in question.parameters.items() if one.annotation is str):
            tried += 1
            rows(app, question.name, **{name: VALUES[0]})
    assert tried > 50
    assert app.how_many("items") == before


@pytest.mark.parametrize("column", [*VALUES, "sku; DELETE FROM item", "password_hash"])
def test_only_columns_that_are_there_can_be_sorted_or_filtered_by(app: App, column: str) -> None:
    with pytest.raises(Refused):
        app.ask("items", sort=(column,))
    with pytest.raises(Refused):
        app.ask("items", filters=(Filter(column, "=", "x"),))
