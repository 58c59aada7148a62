"""What holds for every question of the program, known and to come."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from sqlalchemy.dialects import postgresql

from wms.app import registry
from wms.app.application import App
from wms.base.errors import Refused
from wms.operations.command import COMMANDS
from wms.queries.page import Asked, _order, _statement
from wms.queries.question import KINDS, QUESTIONS, Question

registry.load()
every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
NEEDED: dict[str, dict[str, Any]] = {
    "trace_forward": {"item": "MILK", "lot": "L1"}, "trace_back": {"lpn": "PAL"}, "lpn_contents": {"lpn": "PAL"},
    "lpn_on": {"lpn": "PAL"}, "lpn_path": {"lpn": "PAL"},
    "why_putaway": {"task": "T00000001"}, "why_moved": {"seq": 1}, "why_not_pickable": {"item": "PEN"},
    "why_not_allocated": {"order": "O2", "line": 1}, "why_allocated": {"order": "O2"},
}  # fmt: skip


@every_question
def test_it_is_described(question: Question) -> None:
    assert question.row.__name__.endswith("Row")
    assert question.help.endswith((".", "?"))
    assert all(column.title and column.kind in KINDS for column in question.described)
    assert {name.removeprefix("-") for name in (*question.key, *question.sort)} <= set(question.columns)
    assert all(p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY) for p in question.parameters.values())


def test_lists_listen_only_to_what_commands_change() -> None:
    told = {topic for command in COMMANDS.values() for topic in command.topics} | {"*"}
    assert {name: set(q.topics) - told for name, q in QUESTIONS.items() if set(q.topics) - told} == {}


@every_question
def test_its_select_has_the_columns_of_its_row_and_speaks_postgresql(question: Question) -> None:
    if question.build is None:
        assert list(inspect.signature(question.compute or print).parameters)[:2] == ["connection", "start"]
        return
    asked = Asked(question, NEEDED.get(question.name, {}))
    assert {column.name for column in question.build(**asked.parameters).selected_columns} == set(question.columns)
    assert str(_statement(asked, _order(asked), question.columns).limit(5).compile(dialect=postgresql.dialect()))


def test_every_question_pages_through_its_whole_answer_in_any_order(past: App) -> None:
    for name, question in QUESTIONS.items():
        given = NEEDED.get(name, {})
        whole = past.ask(name, limit=1000, **given).rows
        assert len(whole) == past.how_many(name, **given), name
        for column in question.columns if len(whole) > 1 else ():
            seen: list[Any] = []
            page = past.ask(name, sort=(f"-{column}",), limit=7, **given)
            seen += page.rows
            while page.next:
                page = past.ask(name, sort=(f"-{column}",), limit=7, after=page.next, **given)
                seen += page.rows
            assert sorted(map(repr, seen)) == sorted(map(repr, whole)), (name, column)


def test_an_unknown_parameter_is_refused(app: App) -> None:
    for name in QUESTIONS:
        with pytest.raises(Refused, match="nonsense"):
            app.ask(name, nonsense=1)
