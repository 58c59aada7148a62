"""Conditions say what they mean: in the question's own units, by the days of the site's clock, in words, and kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from wms.gui.registry.declared import Listing, View
from wms.gui.tables.asking import columns_of
from wms.gui.tables.conditions import comparisons, filters_for, found_again, kept, number, number_text, told
from wms.gui.tables.seeking import Seeking
from wms.gui.texts.say import use
from wms.model.words import OrderState
from wms.queries.page import Filter

ORDERS = Listing("orders", "Orders", "orders", ("customer", "order"), ("order", "order"), asks=("customer", "state"))


@pytest.fixture(autouse=True)
def berlin() -> Any:
    """English, on a wall in Berlin."""
    use("en", ZoneInfo("Europe/Berlin"))
    yield
    use("en")


def _column(name: str) -> Any:
    return next(column for column in columns_of("orders") if column.name == name)


def test_every_kind_of_column_offers_what_makes_sense_for_it() -> None:
    assert comparisons("orders", _column("order"))[0] == "contains"
    assert comparisons("orders", _column("state")) == ("among",)
    assert comparisons("orders", _column("lines"))[0] == "between"
    assert "empty" in comparisons("orders", _column("shipped_at"))
    assert "empty" not in comparisons("orders", _column("due_at"))
    assert comparisons("orders", _column("ship_complete")) == ("yes", "no")
    audited = {column.name: column for column in columns_of("audit_trail")}
    assert comparisons("audit_trail", audited["fields"]) == ()


def test_a_day_is_all_its_moments_by_the_sites_clock() -> None:
    day = date(2026, 3, 2)
    begin, end = datetime(2026, 3, 1, 23, tzinfo=UTC), datetime(2026, 3, 2, 23, tzinfo=UTC)
    both = (Filter("due_at", ">=", begin), Filter("due_at", "<", end))
    assert filters_for("orders", "due_at", "is", day) == both
    assert filters_for("orders", "due_at", "between", day, day) == both
    assert filters_for("orders", "due_at", "from", day) == both[:1]
    assert filters_for("orders", "due_at", "until", day) == both[1:]


def test_a_comparison_without_its_value_is_no_filter() -> None:
    assert filters_for("orders", "order", "contains", None) == ()
    assert filters_for("orders", "state", "among", None) == ()
    assert filters_for("orders", "lines", "between", 3, None) == (Filter("lines", ">=", 3),)


def test_numbers_are_typed_as_they_are_shown() -> None:
    assert number("1,234.50", "money", whole=True) == 123450
    assert number("0.05 kg", "grams", whole=True) == 50
    assert number("12", "quantity", whole=True) == 12
    assert number("", "money", whole=True) is None
    for text in ("1.234", "nan", "a lot"):
        with pytest.raises(ValueError, match=text):
            number(text, "money", whole=True)
    assert number_text(123450, "money") == "1234.5"


def test_filters_are_told_in_words() -> None:
    assert told("orders", _column("state"), Filter("state", "in", (OrderState.HELD, OrderState.PACKED))) == (
        "State: held, packed"
    )
    assert told("orders", _column("due_at"), Filter("due_at", ">=", datetime(2026, 3, 1, 23, tzinfo=UTC))) == (
        "Due from 02 Mar 2026 00:00"
    )
    assert told("orders", _column("wave"), Filter("wave", "empty", False)) == "Wave is filled in"


@pytest.mark.parametrize("condition", [
    Filter("order", "contains", "O-1"), Filter("state", "in", (OrderState.HELD, OrderState.PACKED)),
    Filter("due_at", "<", datetime(2026, 3, 2, tzinfo=UTC)), Filter("lines", ">=", 3), Filter("wave", "empty", False),
    Filter("ship_complete", "=", True),
])  # fmt: skip
def test_a_kept_filter_comes_back_as_it_was(condition: Filter) -> None:
    assert found_again("orders", kept(condition)) == condition


def test_a_kept_filter_the_question_no_longer_knows_is_left_out() -> None:
    assert found_again("orders", {"column": "colour", "op": "=", "value": "red"}) is None
    assert found_again("orders", {"column": "state", "op": "in", "value": ["melted"]}) is None
    assert found_again("orders", {"column": "due_at", "op": "<", "value": "soon"}) is None


def test_a_third_press_on_a_title_gives_the_questions_own_order_again() -> None:
    seeking = Seeking(ORDERS)
    seen = []
    for _ in range(3):
        seeking.sort_by("customer")
        seen.append(seeking.sort)
    assert seen == [("customer",), ("-customer",), ()]


def test_a_second_column_is_sorted_by_after_the_first_and_a_third_takes_the_place_of_the_oldest() -> None:
    seeking = Seeking(ORDERS)
    seeking.sort_by("customer")
    seeking.sort_by("due_at", add=True, direction="down")
    assert seeking.sort == ("customer", "-due_at")
    assert seeking.asking.order == ("customer", "-due_at", "order")
    assert seeking.asking.turned == ("-customer", "due_at", "-order")
    seeking.sort_by("lines", add=True)
    assert seeking.sort == ("-due_at", "lines")


def test_nothing_is_asked_again_when_nothing_changes() -> None:
    seeking = Seeking(ORDERS)
    told_: list[int] = []
    seeking.changed.connect(lambda: told_.append(1))
    seeking.find("  ")
    seeking.give("customer", "")
    seeking.clear()
    seeking.sort_by("customer", direction="up")
    seeking.sort_by("customer", direction="up")
    assert len(told_) == 1


def test_what_is_sought_survives_being_built_again() -> None:
    seeking, again = Seeking(ORDERS), Seeking(ORDERS)
    seeking.use(View("Held", (Filter("state", "in", (OrderState.HELD,)),), ("-due_at",)))
    seeking.give("customer", "CUS")
    seeking.give("state", OrderState.HELD)
    seeking.find("O-0", "reference")
    again.restore(seeking.state())
    assert again.asking == seeking.asking
    assert again.given == {"customer": "CUS", "state": OrderState.HELD}


def test_a_question_that_must_be_told_something_waits_for_it() -> None:
    trace = Listing("trace", "Trace", "trace_forward", asks=("item", "lot", "lpn"), one_of=("lot", "lpn"))
    assert Seeking(trace).missing == ("lot", "lpn")
    found = Seeking(trace)
    found.give("item", "MILK")
    assert found.missing == ("lot", "lpn")
    found.give("lot", "L1")
    assert found.missing == ()
    seeking = Seeking(Listing("contents", "Contents", "lpn_contents", asks=("lpn",)))
    assert seeking.missing == ("lpn",)
    seeking.give("lpn", "L1")
    assert seeking.missing == ()


def test_each_word_of_the_quick_text_may_stand_in_any_column() -> None:
    seeking = Seeking(ORDERS)
    first, *others = seeking.text_columns
    assert {"order", "customer", "customer_name", "reference"} <= {first, *others}
    seeking.find(" acme  O-1 acme ")
    assert [(each.value, each.column, each.others) for each in seeking.asking.filters] == [
        ("acme", first, tuple(others)), ("O-1", first, tuple(others))
    ]  # fmt: skip
    seeking.find("O-1 acme", "order")
    assert seeking.asking.filters == (Filter("order", "contains", "O-1 acme"),)
    seeking.find("")
    seeking.find("O-1")
    assert seeking.asking.filters[0].others == tuple(others)
