"""The benchmark of questions can ask every question there is."""

from __future__ import annotations

from benchmarks.queries import examples
from wms.app import registry
from wms.queries.question import QUESTIONS


def test_every_question_that_needs_parameters_has_an_example() -> None:
    registry.question("items")
    given = examples()
    assert len(QUESTIONS) > 100
    assert [name for name, question in QUESTIONS.items()
            if any(p.default is p.empty and key not in given.get(name, {}) for key, p in question.parameters.items())
            ] == []  # fmt: skip
