"""GS1 Digital Links: the standard's own examples, and every label there and back."""

from datetime import date
from decimal import Decimal

import pytest
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from hypothesis import given, settings
from hypothesis import strategies as st

from wms.gs1.check_digit import append_check_digit
from wms.gs1.digital_link import build_digital_link, holds_key, is_web_address, parse_digital_link
from wms.gs1.element_string import element_string
from wms.gs1.errors import BadDate, BadDigitalLink, Gs1Error, RepeatedIdentifier, UnknownIdentifier, WrongCheckDigit

TODAY = date(2026, 6, 15)
CHARACTERS = "".join(c for c in map(chr, range(0x21, 0x7B)) if c not in "#$@[\\]^`")


def label_of(uri):
    return parse_digital_link(uri, today=TODAY).label


@pytest.mark.parametrize(
    ("uri", "fields"),
    [
        ("https://id.gs1.org/01/09520123456788", {"01": "09520123456788"}),
        ("https://id.gs1.org/01/9520123456788", {"01": "09520123456788"}),
        ("https://id.gs1.org/01/95012346", {"01": "00000095012346"}),
        ("https://id.gs1.org/01/09520123456788/22/2A", {"01": "09520123456788", "22": "2A"}),
        (
            "https://id.gs1.org/01/09520123456788/10/ABC1/21/12345?17=270426",
            {"01": "09520123456788", "10": "ABC1", "21": "12345", "17": "270426"},
        ),
        ("https://id.gs1.org/00/952012345678912345", {"00": "952012345678912345"}),
        (
            "https://id.gs1.org/00/952012345678912345?02=09520123456788&37=25&10=ABC123",
            {"00": "952012345678912345", "02": "09520123456788", "37": "25", "10": "ABC123"},
        ),
        ("https://id.gs1.org/414/9520123456788/254/32a%2Fb", {"414": "9520123456788", "254": "32a/b"}),
        ("HTTP://EXAMPLE.COM/some/shop/01/09520123456788", {"01": "09520123456788"}),
        ("https://example.com:8080/01/09520123456788/?linkType=gs1:pip&10=A", {"01": "09520123456788", "10": "A"}),
        ("https://example.com/01/09520123456788?17=270426;10=A%3BB#part", {"01": "09520123456788", "17": "270426",
                                                                         "10": "A;B"}),
    ],
)  # fmt: skip
def test_a_link_says_what_a_label_says(uri, fields):
    assert label_of(uri).fields() == fields


def test_the_weighed_goods_of_the_standard_are_read():
    meat = label_of("https://id.gs1.org/01/09520123456788?3103=000195&3922=0299&17=271225")
    assert (meat.net_weight_grams, meat.decimal("392"), meat.expiry) == (195, Decimal("2.99"), date(2027, 12, 25))


def test_the_address_before_the_key_is_kept():
    link = parse_digital_link("https://example.com/a/01/09520123456788/10/A", today=TODAY)
    assert link.base == "https://example.com/a"
    assert build_digital_link(link.label, base=link.base) == "https://example.com/a/01/09520123456788/10/A"


def test_a_value_that_looks_like_a_key_is_not_taken_for_one():
    assert label_of("https://id.gs1.org/01/09520123456788/10/01/21/00").fields() == {
        "01": "09520123456788",
        "10": "01",
        "21": "00",
    }


def test_a_link_is_built_with_qualifiers_in_the_path_and_all_else_in_the_query():
    label = element_string(
        [("17", "261231"), ("21", "S/1"), ("10", "A%"), ("01", "09520123456788"), ("37", "5")], today=TODAY
    )
    built = build_digital_link(label)
    assert built == "https://id.gs1.org/01/09520123456788/10/A%25/21/S%2F1?17=261231&37=5"


@pytest.mark.parametrize(
    ("uri", "error"),
    [
        ("https://id.gs1.org/01/09520123456789", WrongCheckDigit),
        ("https://id.gs1.org/01/09520123456788?17=261399", BadDate),
        ("https://id.gs1.org/01/09520123456788/10/A?10=B", RepeatedIdentifier),
        ("https://id.gs1.org/01/09520123456788?04=1", UnknownIdentifier),
        ("https://id.gs1.org/01/09520123456788/254/1", BadDigitalLink),
        ("https://id.gs1.org/00/952012345678912345/10/A", BadDigitalLink),
        ("https://id.gs1.org/01/", BadDigitalLink),
        ("https://id.gs1.org/DBHVKrEtgQ", BadDigitalLink),
        ("https://www.example.com/", BadDigitalLink),
        ("https://[", BadDigitalLink),
        ("ftp://id.gs1.org/01/09520123456788", BadDigitalLink),
        ("", BadDigitalLink),
    ],
)
def test_a_link_that_breaks_a_rule_is_refused_by_kind(uri, error):
    with pytest.raises(error):
        label_of(uri)


def test_a_label_without_a_key_has_no_link():
    with pytest.raises(BadDigitalLink, match="no GS1 key"):
        build_digital_link(element_string([("10", "A")], today=TODAY))


def test_an_address_holds_a_key_whether_its_value_is_right_or_wrong():
    assert holds_key("https://id.gs1.org/01/1")
    assert not holds_key("https://www.example.com/warehouse/7")
    assert not holds_key("01/09520123456788")
    assert is_web_address("HTTPS://x")


text = st.text(CHARACTERS, min_size=1, max_size=20)
gtins = st.text("0123456789", min_size=13, max_size=13).filter(lambda b: b.strip("0")).map(append_check_digit)
optional = st.fixed_dictionaries(
    {}, optional={"10": text, "21": text, "22": text, "240": text, "37": st.just("12"), "17": st.just("261231")}
)


@given(gtins, optional)
@settings(max_examples=300, deadline=None)
def test_every_label_survives_the_way_through_a_link(gtin, others):
    label = element_string([("01", gtin), *others.items()], today=TODAY)
    uri = build_digital_link(label, base="https://example.com/p/")
    assert label_of(uri).fields() == label.fields()
    assert {e.ai.ai: e.value for e in GS1DigitalLinkURI.parse(uri).element_strings} == label.fields()


@given(st.text(max_size=60), st.sampled_from(["https://", "http://id.gs1.org/", "https://id.gs1.org/01/", ""]))
@settings(max_examples=500, deadline=None)
def test_any_other_address_is_refused_with_an_error_of_ours(rest, start):
    try:
        found = label_of(start + rest).elements[0].code
    except Gs1Error as error:
        found = str(error)
    assert found
