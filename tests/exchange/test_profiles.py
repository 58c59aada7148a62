"""Profiles: how one sender's cells become our fields, and what is wrong with a profile."""

from __future__ import annotations

import pytest

from wms.base.errors import Refused
from wms.exchange import kinds, profile
from wms.exchange.profile import ProfileError
from wms.exchange.source import SetAside, Source


@pytest.mark.parametrize(
    ("source", "cell", "text"),
    [
        (Source(decimals=2), "12.5", "1250"),
        (Source(decimals=2, decimal_sign=","), " 12,50 ", "1250"),
        (Source(decimals=3), "0.005", "5"),
        (Source(upper=True), "ab1", "AB1"),
        (Source(map={"J": "yes"}), "J", "yes"),
        (Source(empty="none"), "  ", "none"),
        (Source(pattern=r"(\d+)\.0"), "17850.0", "17850"),
        (Source(moment="%d.%m.%Y %H:%M"), "31.01.2026 14:30", "2026-01-31T14:30:00+00:00"),
        (Source(moment="%d.%m.%Y"), "2026-01-31 14:30", "2026-01-31T14:30:00+00:00"),
        (Source(moment="iso"), "2026-01-31T14:30:00+02:00", "2026-01-31T14:30:00+02:00"),
        (Source(day="%d/%m/%y"), "31/01/26", "2026-01-31"),
        (Source(), "a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_cells_are_put_into_our_form(source: Source, cell: str, text: str) -> None:
    assert source.text(cell) == text


@pytest.mark.parametrize("cell", ["1,5", "1e3", "१२", "0x10", "1_000", "1 000", "--3", "NaN", "1e999999999", "1.005"])
def test_a_number_of_another_grammar_is_not_guessed_at(cell: str) -> None:
    with pytest.raises(ValueError):
        Source(decimals=2).text(cell)


@pytest.mark.parametrize("form", ["iso", "%d.%m.%Y", "%y %y", "%Q", "%"])
@pytest.mark.parametrize("cell", ["31/01/2026", "2026-W05", "20260131", "३१.०१.२०२६", "2026-02-30", "99999-01-01"])
def test_a_moment_of_another_form_is_not_guessed_at(form: str, cell: str) -> None:
    with pytest.raises(ValueError):
        Source(moment=form).text(cell)


def test_rules_set_rows_aside() -> None:
    below = SetAside("Quantity", "a remark", below=1)
    assert [cell for cell in ("0", "-3.5", "1", "x", "NaN", "") if below.holds(cell)] == ["0", "-3.5"]
    assert SetAside("Code", "a charge", matches="^POST$").holds("POST")
    assert SetAside("Code", "nothing", empty=True).holds("  ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind = 1\n[fields]\n", "kind in the profile is a text"),
        ('kind = "orders"', "fields is missing"),
        ('kind = "orders"\nfields = 3', "fields in the profile is a table"),
        ('kind = "orders"\n[fields]\nitem = { colum = "A" }', "knows no word colum"),
        ('kind = "orders"\n[fields]\nitem = { column = "A", decimals = "2" }', "decimals in the field item"),
        ('kind = "orders"\n[fields]\nitem = { column = "A", decimals = 99 }', "0 to 6 decimals"),
        ('kind = "orders"\n[fields]\nitem = { column = "A", pattern = "(" }', "the pattern '(' is wrong"),
        ('kind = "orders"\n[fields]\nitem = {}', "needs a column or a constant"),
        ('kind = "orders"\n[fields]\nitem = 3', "is a table of words"),
        ('kind = "orders"\n[fields]\n[file]\nencoding = "zip"', "no encoding of texts"),
        ('kind = "orders"\n[fields]\n[file]\nencoding = "klingon"', "there is no encoding"),
        ('kind = "orders"\n[fields]\n[file]\ndelimiter = "::"', "the delimiter is one sign"),
        ('kind = "orders"\nregister = ["suppliers"]\n[fields]\n', "register can only name"),
        ('kind = "orders"\n[fields]\n[[set_aside]]\ncolumn = "A"', "needs a column and a reason"),
        ('kind = "orders"\n[fields]\n[[set_aside]]\ncolumn = "A"\nreason = "b"', "says nothing"),
        ("kind = ", "Invalid value"),
    ],
)  # fmt: skip
def test_a_wrong_profile_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(ProfileError) as wrong:
        profile.parsed("p", text)
    assert says in str(wrong.value)


def test_every_profile_of_the_program_speaks_of_known_fields() -> None:
    assert {"online_retail", "erp_items", "erp_partners", "erp_locations", "erp_asns", "erp_opening_stock"} <= set(
        profile.names()
    )
    for name in profile.names():
        used = profile.load(name)
        kind = kinds.kind(used.kind)
        assert set(used.fields) <= {*kind.fields, *kind.extra}
        assert set(kind.required) <= set(used.fields)


def test_a_profile_that_is_not_there_is_refused_with_those_that_are() -> None:
    for name in ("nothing", "../nothing", "/etc/passwd", "nothing.toml"):
        with pytest.raises(Refused, match=r"There is no import profile .*online_retail"):
            profile.load(name)
