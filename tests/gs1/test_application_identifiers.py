"""The table of identifiers, held against biip's list of all that GS1 has published."""

import json
from importlib import resources

import pytest

from wms.gs1.application_identifiers import WAREHOUSE_IDENTIFIERS, When, identifier, identifier_at_start
from wms.gs1.errors import (
    BadCharacter,
    FieldTooLong,
    MalformedField,
    NamesNothing,
    TruncatedField,
    UnknownIdentifier,
    WrongCheckDigit,
)

_FILE = resources.files("biip") / "gs1_application_identifiers" / "_application_identifiers.json"
PUBLISHED = {entry["ai"]: entry for entry in json.loads(_FILE.read_text())}
REWORDED = {"8008"}  # optional minutes and seconds, told apart more strictly


def test_every_published_identifier_is_known_by_its_code():
    assert len(PUBLISHED) > 400
    assert all(identifier(code).code == code for code in PUBLISHED)


def test_a_separator_is_needed_exactly_where_gs1_says():
    ours = {code: identifier(code).predefined_length is None for code in PUBLISHED}
    assert ours == {code: entry["separator_required"] for code, entry in PUBLISHED.items()}


def test_the_warehouse_table_has_the_published_formats():
    ours = {code: known.format for code, known in WAREHOUSE_IDENTIFIERS.items() if code not in REWORDED}
    assert ours == {code: PUBLISHED[code]["format"].partition("+")[2] for code in ours}


def test_what_a_warehouse_meets_daily_is_in_its_own_table():
    daily = """00 01 02 10 11 12 13 15 16 17 20 21 22 30 37 240 241 250 251 254 400 401 402 403 410 411 412 413 414 415
        416 417 420 421 7003 8005 8006 8008 8017 8018 8020 90 91 99 3100 3165 3300 3909 3912 3923 3939"""
    assert set(daily.split()) <= WAREHOUSE_IDENTIFIERS.keys()


def test_the_decimal_point_is_the_fourth_digit_of_measures_and_amounts():
    assert identifier("3103").decimals == 3
    assert identifier("3103").family == "310"
    assert identifier("3922").decimals == 2
    assert identifier("3202").decimals == 2  # pounds, from the published list
    assert identifier("10").decimals is None
    assert identifier("10").family == "10"


def test_dates_are_told_from_other_digits():
    assert identifier("17").when is When.DAY
    assert identifier("7003").when is When.MOMENT
    assert identifier("37").when is When.NEVER


@pytest.mark.parametrize(
    ("code", "value", "error"),
    [
        ("10", "", TruncatedField),
        ("10", "A" * 21, FieldTooLong),
        ("10", "A B", BadCharacter),
        ("10", "Ä", BadCharacter),
        ("37", "1A", BadCharacter),
        ("37", "٣", BadCharacter),
        ("17", "2612", TruncatedField),
        ("01", "09501101531001", WrongCheckDigit),
        ("00", "0" * 18, NamesNothing),
        ("402", "12345678901234568", WrongCheckDigit),
        ("421", "AB1234", MalformedField),
        ("4307", "D", MalformedField),
        ("8008", "261231101", BadCharacter),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_kind(code, value, error):
    with pytest.raises(error) as caught:
        identifier(code).verify(value)
    assert f"({code})" in str(caught.value) or error in {WrongCheckDigit, NamesNothing}


@pytest.mark.parametrize(("code", "value"), [
    ("10", "AB-1/2"), ("10", '!"%&\'()*+,-./:;<=>?_'), ("421", "276D-10115"), ("8008", "26123110"),
    ("8008", "2612311059"), ("8008", "261231105959"), ("253", "4012345000009"), ("4307", "DE"),
    ("8026", "095011015310000102"), ("8003", "00614141123452PALLET"),
])  # fmt: skip
def test_a_value_that_fits_is_accepted(code, value):
    identifier(code).verify(value)


def test_too_long_a_field_hints_at_the_lost_separator():
    with pytest.raises(FieldTooLong, match="leaves out the separator"):
        identifier("10").verify("ABC12345211234567890ABC")


@pytest.mark.parametrize("text", ["", "0", "04", "14", "A1", "3999", "999", "(01)", "٠١"])
def test_what_is_no_identifier_is_refused(text):
    with pytest.raises(UnknownIdentifier):
        identifier(text)


def test_an_identifier_is_read_from_the_start_of_a_text():
    assert identifier_at_start("10ABC").code == "10"
    assert identifier_at_start("3103000195").code == "3103"
    assert identifier_at_start("4300ACME").code == "4300"
