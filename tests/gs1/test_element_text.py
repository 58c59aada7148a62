"""Scans into fields, and fields into what is printed: the two are each other's inverse."""

from datetime import date, datetime

import pytest
from biip.gs1_messages import GS1Message
from hypothesis import given, settings
from hypothesis import strategies as st

from wms.gs1.application_identifiers import WAREHOUSE_IDENTIFIERS, When
from wms.gs1.check_digit import append_check_digit
from wms.gs1.element_string import element_string
from wms.gs1.element_text import bracketed_text, parse_element_string, raw_text
from wms.gs1.errors import (
    BadCharacter,
    FieldTooLong,
    Gs1Error,
    NotAnElementString,
    RepeatedIdentifier,
    TruncatedField,
    UnknownIdentifier,
    WrongCheckDigit,
)

TODAY = date(2026, 6, 15)
GS = "\x1d"
GTIN = "0109501101531000"
CHARACTERS = "".join(c for c in map(chr, range(0x21, 0x7B)) if c not in "#$@[\\]^`")


def fields_of(text, **how):
    return parse_element_string(text, today=TODAY, **how).fields()


def test_fields_of_known_length_need_no_separator():
    assert fields_of(GTIN + "17261231" + "10AB-1") == {"01": "09501101531000", "17": "261231", "10": "AB-1"}


def test_a_separator_ends_a_field_whose_length_varies():
    assert fields_of(f"{GTIN}10AB{GS}2117{GS}37012") == {"01": GTIN[2:], "10": "AB", "21": "17", "37": "012"}


def test_the_separator_is_accepted_after_every_field_and_at_both_ends():
    assert fields_of(f"{GS}{GTIN}{GS}17261231{GS}{GS}10AB{GS}\r\n") == fields_of(GTIN + "1726123110AB")


@pytest.mark.parametrize("symbology", ["]C1", "]d2", "]Q3", "]e0", "]J1", ""])
def test_the_symbology_identifier_in_front_is_passed_over(symbology):
    assert fields_of(symbology + GTIN + "10AB") == {"01": GTIN[2:], "10": "AB"}


@pytest.mark.parametrize("substitute", ["~", "|", "{GS}", "<GS>", "^]", "\x1e"])
def test_a_workstation_may_name_what_its_scanner_types_for_the_separator(substitute):
    scanned = substitute.join([f"{GTIN}10AB", "21S1"])
    assert fields_of(scanned, group_separator_substitute=substitute) == {"01": GTIN[2:], "10": "AB", "21": "S1"}


def test_without_the_substitute_named_the_scan_is_refused_not_misread():
    with pytest.raises(BadCharacter):
        fields_of(f"{GTIN}10AB~21S1")


def test_bracketed_text_is_read_with_blanks_and_line_breaks():
    assert fields_of("(01) 0950 1101 5310 00\n(17) 261231 (10) AB-1") == {
        "01": "09501101531000",
        "17": "261231",
        "10": "AB-1",
    }


def test_brackets_within_a_value_are_told_from_those_of_a_field():
    assert fields_of("(10)A(B)C(17)261231") == {"10": "A(B)C", "17": "261231"}
    assert fields_of("(10)A\\(17)261231") == {"10": "A(17)261231"}


def test_an_unusual_identifier_of_gs1_does_not_make_a_label_unreadable():
    assert fields_of(f"{GTIN}4308+4930123456{GS}10AB")["10"] == "AB"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", NotAnElementString),
        ("]C1", NotAnElementString),
        (GS, NotAnElementString),
        (f"]d2{GS}{GS}\r", NotAnElementString),
        ("010950110153100", TruncatedField),
        ("320200012", TruncatedField),
        (f"3202000{GS}12", TruncatedField),
        ("32020001AB", BadCharacter),
        (f"0109501101{GS}10AB", TruncatedField),
        ("0109501101531001", WrongCheckDigit),
        (GTIN + "9", UnknownIdentifier),
        (GTIN + "04123", UnknownIdentifier),
        (GTIN + "10", TruncatedField),
        ("(01)09501101531000(99)", TruncatedField),
        ("(01)0950110153100(10)A", TruncatedField),
        ("(01)095011015310000(10)A", FieldTooLong),
        (GTIN + "10" + "A" * 21, FieldTooLong),
        (f"10A{GS}10B", RepeatedIdentifier),
        ("HELLO", UnknownIdentifier),
        (GTIN + "10Ä", BadCharacter),
        ("٠١09501101531000", UnknownIdentifier),
    ],
)
def test_a_scan_that_breaks_a_rule_is_refused_by_kind(text, error):
    with pytest.raises(error):
        fields_of(text)


def test_a_separator_swallowed_within_a_fixed_but_separated_field_is_noticed():
    with pytest.raises(FieldTooLong, match="leaves out the separator"):
        fields_of("402" + append_check_digit("1234567890123456") + "10AB")


def test_raw_text_puts_known_lengths_first_and_separates_only_where_needed():
    label = element_string([("10", "AB"), ("01", GTIN[2:]), ("21", "7"), ("17", "261231")], today=TODAY)
    assert raw_text(label) == f"{GTIN}1726123110AB{GS}217"
    assert bracketed_text(label) == "(01)09501101531000(17)261231(10)AB(21)7"


def _value(known):
    if known.when is When.DAY:
        return st.dates(date(1978, 1, 1), date(2075, 12, 31)).map(lambda d: d.strftime("%y%m%d"))
    if known.when is When.MOMENT:
        return st.datetimes(datetime(1978, 1, 1), datetime(2075, 12, 31)).map(lambda d: d.strftime("%y%m%d%H%M"))
    if known.checked:
        body = st.text("0123456789", min_size=known.checked - 1, max_size=known.checked - 1)
        rest = st.text("0123456789", min_size=known.shortest - known.checked, max_size=known.longest - known.checked)
        return st.builds(lambda b, r: append_check_digit(b) + r, body.filter(lambda b: b.strip("0")), rest)
    alphabet = CHARACTERS if known.format.startswith("X") else "0123456789"
    return st.text(alphabet, min_size=known.shortest, max_size=known.longest)


FAMILIES = sorted({known.family for known in WAREHOUSE_IDENTIFIERS.values()})
BY_FAMILY = {f: [k for k in WAREHOUSE_IDENTIFIERS.values() if k.family == f] for f in FAMILIES}


@st.composite
def labels(draw):
    families = draw(st.lists(st.sampled_from(FAMILIES), min_size=1, max_size=6, unique=True))
    known = [draw(st.sampled_from(BY_FAMILY[f])) for f in families]
    return element_string([(k.code, draw(_value(k))) for k in known], today=TODAY)


@given(labels())
@settings(max_examples=400, deadline=None)
def test_what_is_printed_is_read_again_from_raw_and_from_bracketed_text(label):
    assert fields_of(raw_text(label)) == label.fields()
    assert fields_of("]C1" + raw_text(label)) == label.fields()
    assert fields_of(bracketed_text(label)) == label.fields()


@given(labels())
@settings(max_examples=200, deadline=None)
def test_biip_reads_the_same_fields_from_our_raw_text(label):
    message = GS1Message.parse(raw_text(label))
    assert {e.ai.ai: e.value for e in message.element_strings} == label.fields()


@given(labels(), st.data())
@settings(max_examples=300, deadline=None)
def test_a_scan_cut_short_is_refused_or_loses_only_its_end(label, data):
    text = raw_text(label)
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    try:
        read = fields_of(cut)
    except Gs1Error:
        return
    whole = list(fields_of(text).items())
    *complete, last = read.items()
    assert complete == whole[: len(complete)]
    assert whole[len(complete)][0] == last[0]
    assert whole[len(complete)][1].startswith(last[1])


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("0123456789()\x1d\\"), max_size=60))
@settings(max_examples=500, deadline=None)
def test_any_other_text_is_refused_with_an_error_of_ours(text):
    try:
        label = parse_element_string(text, today=TODAY)
    except Gs1Error as error:
        message = str(error)
    else:
        message = label.elements[0].code
    assert message
