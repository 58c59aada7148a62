"""Page after page, every row is seen exactly once and in order, whatever it is sorted by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, MetaData, Select, Table, Text, create_engine, insert, select

from wms.app.application import App
from wms.app.rows import in_order
from wms.base.errors import Refused
from wms.queries import stock_as_of, valuation, walks
from wms.queries.page import Asked, Filter, answer, count
from wms.queries.question import Question, col

THINGS = Table("thing", MetaData(), Column("code", Text, primary_key=True), Column("size", Integer),
               Column("colour", Text), Column("number", Integer))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ThingRow:
    code: str = col("Code")
    size: int | None = col("Size", "number")
    colour: str | None = col("Colour")
    number: int = col("Number", "number")


def things() -> Select[Any]:
    return select(THINGS)


def computed_things(connection: Connection, start: Any) -> Iterator[ThingRow]:
    return (ThingRow(*row) for row in connection.execute(select(THINGS).order_by(THINGS.c.code)))


KEY: Any = (("code",), ("code",), (), "", "")
QUESTIONS = {
    "selected": Question("things", ThingRow, *KEY, build=things),
    "by windows": Question("things", ThingRow, *KEY, build=things, lead={"code": THINGS.c.code}),
    "computed": Question("things", ThingRow, *KEY, compute=computed_things),
    "with a key of two": Question("things", ThingRow, ("number", "code"), ("colour",), (), "", "", build=things),
}
contents = st.lists(
    st.tuples(st.none() | st.integers(0, 3), st.none() | st.sampled_from(["", "blue", "red"]), st.integers(0, 2)),
    max_size=25,
)
columns = st.sampled_from(["code", "size", "colour", "number", "-code", "-size", "-colour", "-number"])


@given(contents, st.lists(columns, max_size=3), st.integers(1, 4), st.sampled_from(sorted(QUESTIONS)))
def test_paging_visits_every_row_exactly_once_in_order(
    content: list[tuple[Any, ...]], sort: list[str], limit: int, kind: str
) -> None:
    rows = [ThingRow(f"T{number * 7 % 100:02}", *values) for number, values in enumerate(content)]
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        THINGS.create(connection)
        if rows:
            connection.execute(insert(THINGS), [{n: getattr(r, n) for n in ThingRow.__slots__} for r in rows])
        seen: list[ThingRow] = []
        after = None
        for _ in range(len(rows) + 1):
            page = answer(connection, Asked(QUESTIONS[kind], {}, (), tuple(sort), after, limit))
            assert len(page.rows) <= limit
            seen += page.rows
            after = page.next
            if after is None:
                break
        assert count(connection, Asked(QUESTIONS[kind], {})) == len(rows)
    engine.dispose()
    order = [*(sort or QUESTIONS[kind].sort), *QUESTIONS[kind].key]
    assert seen == sorted(rows, key=cmp_to_key(lambda a, b: compare(a, b, order)))


def compare(one: ThingRow, other: ThingRow, order: list[str]) -> int:
    """The order spelt out: a missing value is the smallest; ties are decided by the next column."""
    for name in order:
        a, b = getattr(one, name.removeprefix("-")), getattr(other, name.removeprefix("-"))
        if a != b:
            up = -1 if a is None or (b is not None and a < b) else 1
            return -up if name.startswith("-") else up
    return 0


@pytest.mark.parametrize("kind", ["selected", "computed"])
@pytest.mark.parametrize(
    ("op", "value", "found"),
    [("=", "red", "BD"), ("!=", "red", "AE"), ("contains", "RE", "BDE"), ("starts", "gr", "E"),
     ("in", ["red", "blue"], "ABD"), ("empty", True, "C"), ("empty", False, "ABDE"), ("<", "c", "A"),
     ("<=", "blue", "A"), (">", "green", "BD"), (">=", "green", "BDE")],
)  # fmt: skip
def test_filters_mean_the_same_whether_selected_or_computed(kind: str, op: str, value: Any, found: str) -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        THINGS.create(connection)
        colours = {"A": "blue", "B": "red", "C": None, "D": "red", "E": "green"}
        connection.execute(insert(THINGS), [{"code": c, "colour": v, "number": 1} for c, v in colours.items()])
        asked = Asked(QUESTIONS[kind], {}, (Filter("colour", op, value),))
        assert "".join(row.code for row in answer(connection, asked).rows) == found
        assert count(connection, asked) == len(found)
    engine.dispose()


@pytest.mark.parametrize(
    "wrong",
    [{"filters": (Filter("colour", "=", 1),)}, {"filters": (Filter("item", "like", "P"),)}, {"sort": ("-colour",)},
     {"item_number": 7}, {"item": 7}, {"after": ("PEN",)}],
)  # fmt: skip
def test_what_a_question_does_not_know_is_refused(app: App, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        app.ask("stock_lines", **wrong)


def test_a_parameter_that_must_be_given_is_missed(app: App) -> None:
    with pytest.raises(Refused, match="lpn"):
        app.ask("lpn_contents")


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
@pytest.mark.parametrize(
    ("text", "found"),
    [("red", ["T1", "a red"]), ("RED", ["T1", "a red"]), ("%", ["50%"]), ("_", ["b_e"]), ("\\", ["\\"]), ("t", ["T1"]),
     ("' OR 1=1 --", []), ("", ["50%", "T1", "\\", "a red", "b_e"])],
)  # fmt: skip
def test_a_text_is_found_in_whatever_column_it_stands_and_as_it_is(kind: str, text: str, found: list[str]) -> None:
    rows = [ThingRow("T1", None, "dark red", 1), ThingRow("a red", 1, None, 2), ThingRow("50%", 2, "", 3),
            ThingRow("b_e", 3, "blue", 4), ThingRow("\\", 4, "blue", 5)]  # fmt: skip
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        THINGS.create(connection)
        connection.execute(insert(THINGS), [{n: getattr(r, n) for n in ThingRow.__slots__} for r in rows])
        asked = Asked(QUESTIONS[kind], {}, (Filter("code", "contains", text, ("colour",)),), ("code",))
        assert [row.code for row in answer(connection, asked).rows] == found
        assert count(connection, asked) == len(found)
    engine.dispose()


def test_every_column_of_a_filter_must_be_there() -> None:
    engine = create_engine("sqlite://")
    asked = Asked(QUESTIONS["selected"], {}, (Filter("code", "contains", "x", ("colour", "weight")),))
    with engine.connect() as connection, pytest.raises(Refused) as refused:
        answer(connection, asked)
    engine.dispose()
    assert [problem.field for problem in refused.value.problems] == ["weight"]


@pytest.mark.parametrize("name", ["valuation_fifo", "valuation_average", "stock_as_of", "stock_by_item", "ageing"])
def test_all_rows_at_once_are_the_pages_one_after_the_other(past: App, name: str) -> None:
    """Whatever the order, and also where a question reads the books in one go once enough was asked for."""
    described = past.ask(name, limit=1).rows[0]
    for sort in ((), ("-on_hand",), (f"-{next(iter(type(described).__dataclass_fields__))}", "on_hand")):
        paged, after = [], None
        while True:
            page = past.ask(name, sort=sort, after=after, limit=7)
            paged += page.rows
            after = page.next
            if after is None:
                break
        assert list(in_order(past, name, {}, sort=sort)) == paged
        assert len(paged) == past.how_many(name)


@pytest.mark.parametrize("name", ["valuation_fifo", "valuation_average", "stock_as_of"])
def test_reading_the_books_in_one_go_finds_what_reading_them_item_by_item_finds(
    past: App, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = list(in_order(past, name, {}))
    for module in (walks, valuation, stock_as_of):
        monkeypatch.setattr(module, "MOST", 1)
    assert list(in_order(past, name, {})) == few
