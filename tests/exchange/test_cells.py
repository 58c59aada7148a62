"""Text that comes back as it went out, and is never a formula in between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.exchange.cells import guarded, unguarded

NASTY = st.text(st.sampled_from("'=+-@\t\n ＝＠a0中\"") | st.characters(codec="utf-8"), max_size=12)


@given(NASTY)
def test_every_text_comes_back_from_its_cell(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "＝1", "＋1", "－1", "＠A1", "''=1"])
def test_a_cell_never_begins_like_a_formula(text: str) -> None:
    assert guarded(text).startswith("'")


def test_plain_text_is_left_alone_and_foreign_blanks_are_taken_away() -> None:
    assert guarded("O'Brien & 中文") == "O'Brien & 中文"
    assert unguarded("  7 ") == "7"
    assert unguarded("'tis") == "'tis"
