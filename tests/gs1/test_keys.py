"""GTIN, SSCC and GLN as people type them and as scanners send them."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wms.base.errors import WmsError
from wms.gs1.check_digit import append_check_digit
from wms.gs1.company_prefix import company_prefix_length
from wms.gs1.errors import (
    Gs1Error,
    NamesNothing,
    NotDigits,
    NumberExhausted,
    UnknownCompanyPrefix,
    WrongCheckDigit,
    WrongLength,
    legible,
)
from wms.gs1.gln import gln13, is_gln
from wms.gs1.gtin import gtin14, is_gtin, printed_gtin
from wms.gs1.sscc import is_sscc, make_sscc, serials_available, sscc18


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("95012346", "00000095012346"),
        ("614141000036", "00614141000036"),
        ("6291041500213", "06291041500213"),
        ("10614141000415", "10614141000415"),
        (" 0 614141-00003 6\r\n", "00614141000036"),
    ],
)
def test_a_gtin_of_any_length_is_kept_with_fourteen_digits(typed, kept):
    assert gtin14(typed) == kept


@pytest.mark.parametrize(
    ("full", "printed"),
    [
        ("00000095012346", "95012346"),
        ("00614141000036", "614141000036"),
        ("06291041500213", "6291041500213"),
        ("10614141000415", "10614141000415"),
    ],
)
def test_a_gtin_is_printed_in_its_shortest_form(full, printed):
    assert printed_gtin(full) == printed


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("6291041500214", WrongCheckDigit),
        ("62910415002", WrongLength),
        ("629104150021O", NotDigits),
        ("٦٢٩١٠٤١٥٠٠٢١٣", NotDigits),
        ("", NotDigits),
        ("0000000000000", NamesNothing),
    ],
)
def test_what_is_no_gtin_is_refused_with_the_reason(typed, error):
    with pytest.raises(error):
        gtin14(typed)
    assert not is_gtin(typed)


def test_a_fault_is_a_value_error_of_ours_with_a_problem_to_show():
    with pytest.raises(Gs1Error) as caught:
        gtin14("629104150021")
    assert isinstance(caught.value, WmsError)
    assert isinstance(caught.value, ValueError)
    assert str(caught.value) == caught.value.problem.message
    assert "check digit" in str(caught.value)


def test_a_fault_survives_the_way_between_processes_even_with_braces_in_what_was_typed():
    with pytest.raises(NotDigits) as caught:
        gtin14("{0}{name}")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert type(copy) is NotDigits
    assert str(copy) == str(caught.value)
    assert "{0}{name}" in str(copy)


def test_a_message_never_shows_what_cannot_be_printed():
    assert legible("a\x1d\x00b") == "a··b"
    assert legible("x" * 100) == "x" * 40 + "…"


@pytest.mark.parametrize(
    "typed", ["376104250021234569", "00376104250021234569", "(00) 3 7610425 002123456 9", "(00)376104250021234569"]
)
def test_an_sscc_may_bear_its_identifier(typed):
    assert sscc18(typed) == "376104250021234569"
    assert is_sscc(typed)


@pytest.mark.parametrize(
    ("typed", "error"),
    [("376104250021234568", WrongCheckDigit), ("37610425002123456", WrongLength), ("SSCC", NotDigits)],
)
def test_what_is_no_sscc_is_refused_with_the_reason(typed, error):
    with pytest.raises(error):
        sscc18(typed)
    assert not is_sscc(typed)


def test_an_sscc_is_made_of_extension_prefix_serial_and_check_digit():
    assert make_sscc("7610425", 3, 2123456) == "376104250021234569"
    assert make_sscc("0614141", 1, 234567890) == "106141412345678908"


@given(st.integers(4, 12), st.integers(0, 9), st.data())
@settings(deadline=None)
def test_serials_under_one_prefix_give_different_and_valid_ssccs(length, extension, data):
    prefix = data.draw(st.text("0123456789", min_size=length, max_size=length).filter(lambda p: p.strip("0")))
    serial = data.draw(st.integers(0, serials_available(prefix) - 2))
    first, second = make_sscc(prefix, extension, serial), make_sscc(prefix, extension, serial + 1)
    assert sscc18(first) == first
    assert first != second
    assert first[1 : 1 + length] == prefix


def test_when_the_serials_are_used_up_another_extension_digit_is_advised():
    assert serials_available("061414112345") == 10_000
    assert is_sscc(make_sscc("061414112345", 0, 9_999))
    with pytest.raises(NumberExhausted, match="another extension digit"):
        make_sscc("061414112345", 0, 10_000)
    with pytest.raises(NumberExhausted):
        make_sscc("061414112345", 0, -1)


@pytest.mark.parametrize(("prefix", "extension", "error"), [
    ("061", 0, WrongLength), ("0614141123456", 0, WrongLength), ("06141A1", 0, NotDigits), ("0614141", 10, WrongLength),
])  # fmt: skip
def test_an_sscc_is_not_made_from_a_wrong_prefix_or_extension(prefix, extension, error):
    with pytest.raises(error):
        make_sscc(prefix, extension, 1)


def test_a_gln_has_thirteen_digits():
    assert gln13("0614141 12345 2") == "0614141123452"
    assert is_gln("0614141123452")
    assert not is_gln("0614141123453")
    with pytest.raises(WrongLength):
        gln13("614141123452")
    with pytest.raises(NamesNothing):
        gln13("0" * 13)


def test_a_company_prefix_is_found_where_gs1_publishes_its_length():
    assert company_prefix_length("7032069804988") == 6
    with pytest.raises(UnknownCompanyPrefix, match="enter its length"):
        company_prefix_length(append_check_digit("200000000000"))  # numbers for use within one shop
