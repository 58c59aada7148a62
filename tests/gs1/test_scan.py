"""What the scanner typed: every kind is told from the others, and nothing ever raises."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wms.gs1.scan import LONGEST_SCAN, Scan, ScanKind, classify

TODAY = date(2026, 6, 15)
GS = "\x1d"
GTIN = "0109501101531000"


def kind_of(text, substitute=""):
    return classify(text, group_separator_substitute=substitute, today=TODAY).kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"]C1{GTIN}1726123110AB", ScanKind.ELEMENT_STRING),
        (f"]d2{GTIN}10AB{GS}217", ScanKind.ELEMENT_STRING),
        ("]C110AB", ScanKind.ELEMENT_STRING),
        (GTIN + "1726123110AB", ScanKind.ELEMENT_STRING),
        (GTIN, ScanKind.ELEMENT_STRING),
        ("02095011015310003712", ScanKind.ELEMENT_STRING),
        (f"10AB{GS}3712", ScanKind.ELEMENT_STRING),
        ("(10)AB(37)12", ScanKind.ELEMENT_STRING),
        ("414061414112345225407", ScanKind.ELEMENT_STRING),
        ("95012346", ScanKind.GTIN),
        ("614141000036", ScanKind.GTIN),
        ("6291041500213\r", ScanKind.GTIN),
        ("]E06291041500213", ScanKind.GTIN),
        ("10614141000415", ScanKind.GTIN),
        ("376104250021234569", ScanKind.SSCC),
        ("00376104250021234569", ScanKind.SSCC),
        ("]C100376104250021234569", ScanKind.SSCC),
        ("(00)376104250021234569", ScanKind.SSCC),
        ("https://id.gs1.org/01/09520123456788/10/A", ScanKind.DIGITAL_LINK),
        ("]Q1HTTPS://EXAMPLE.COM/01/09520123456788", ScanKind.DIGITAL_LINK),
        ("urn:epc:id:sscc:0614141.1234567890", ScanKind.EPC),
        ("urn:epc:tag:sgtin-96:3.0614141.812345.6789", ScanKind.EPC),
        ("3074257BF7194E4000001A85", ScanKind.EPC),
        ("A-01-02-3", ScanKind.PLAIN_TEXT),
        ("R-000042", ScanKind.PLAIN_TEXT),
        ("]C0A-01-02-3", ScanKind.PLAIN_TEXT),
        ("10-17-A", ScanKind.PLAIN_TEXT),
        ("10AB", ScanKind.PLAIN_TEXT),
        ("(S) 12", ScanKind.PLAIN_TEXT),
        ("(04) 12", ScanKind.PLAIN_TEXT),
        ("仓库-7 Müller", ScanKind.PLAIN_TEXT),
        ("https://www.example.com/warehouse", ScanKind.PLAIN_TEXT),
        ("12345", ScanKind.PLAIN_TEXT),
    ],
)
def test_a_scan_is_told_by_its_form(text, kind):
    assert kind_of(text) is kind


def test_every_gs1_kind_answers_by_the_same_fields():
    for text in ("6291041500213", "(01)06291041500213", "]d20106291041500213", "https://x.org/01/6291041500213"):
        assert classify(text).label.gtin == "06291041500213"
    for text in ("106141412345678908", "00106141412345678908", "urn:epc:id:sscc:0614141.1234567890",
                 "3174257BF4499602D2000000"):  # fmt: skip
        assert classify(text).label.sscc == "106141412345678908"


def test_a_tag_keeps_its_filter_and_prefix():
    scan = classify("3074257BF7194E4000001A85")
    assert (scan.epc.filter, scan.epc.company_prefix) == (3, "0614141")
    assert (scan.label.gtin, scan.label.serial) == ("80614141123458", "6789")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \r\n", "empty"),
        ("A" * (LONGEST_SCAN + 1), "longer than 512"),
        ("A-01\x00", "control"),
        ("[)>\x1e06\x1d", "control"),
        ("A\u200b01", "invisible"),
        ("\ufeffA-01", "invisible"),
        ("A\ufffd", "invisible"),
        ("A" + chr(0xD800), "invisible"),
        ("]C10109501101531001", "check digit must be 0"),
        ("(01)09501101531001", "check digit must be 0"),
        ("(01)09501101531000(17)261399", "no date"),
        (f"{GTIN}10A{GS}10B", "stands twice"),
        ("]d2HELLO", "no identifier"),
        ("]C1", "empty"),
        (GS, "empty"),
        ("https://id.gs1.org/01/09520123456789", "check digit must be 8"),
        ("urn:epc:id:giai:0614141.12345400", "no EPC address"),
    ],
)
def test_what_cannot_be_used_is_garbage_with_a_reason(text, reason):
    scan = classify(text, today=TODAY)
    assert scan.kind is ScanKind.GARBAGE
    assert reason in scan.reason
    assert scan.label is None


@pytest.mark.parametrize("text", ["6291041500214", "376104250021234568", GTIN[:-1] + "1", GTIN + "17261399"])
def test_what_is_nearly_a_gs1_number_is_plain_text_that_says_why(text):
    scan = classify(text, today=TODAY)
    assert scan.kind is ScanKind.PLAIN_TEXT
    assert scan.reason


def test_what_is_a_location_or_document_has_no_reason():
    assert classify("A-01-02-3") == Scan(ScanKind.PLAIN_TEXT, "A-01-02-3")


def test_the_longest_scan_is_still_read():
    assert kind_of("A" * LONGEST_SCAN) is ScanKind.PLAIN_TEXT


@pytest.mark.parametrize("substitute", ["~", "|", "{GS}", "\x1e", "^]"])
def test_the_workstation_s_substitute_shows_that_fields_follow(substitute):
    scan = classify(f"10AB{substitute}3712", group_separator_substitute=substitute)
    assert (scan.kind, scan.label.lot, scan.label.count) == (ScanKind.ELEMENT_STRING, "AB", 12)


def test_a_substitute_common_in_codes_shows_nothing_but_separates_behind_a_key():
    assert kind_of("10AB-21B", "-") is ScanKind.PLAIN_TEXT
    assert classify(GTIN + "10AB-217", group_separator_substitute="-").label.serial == "7"


def test_a_substitute_in_a_plain_text_leaves_it_plain():
    assert kind_of("A~01", "~") is ScanKind.PLAIN_TEXT


alphabet = st.characters() | st.sampled_from("0123456789()]C1d2 \x1d~:/.%?=&")
starts = st.sampled_from(
    ["", "]C1", "]d2", "]Q3", "(01)", "(00)", "(10)", "01", "00", "02", "https://", "https://id.gs1.org/01/",
     "urn:epc:", "urn:epc:id:sgtin:", "urn:epc:tag:sscc-96:", GTIN, GTIN + "10A\x1d", "3074", "3174"]
)  # fmt: skip


@given(starts, st.text(alphabet, max_size=80), st.sampled_from(["", "~", "]", "(", "\x1d", "1", "{GS}"]))
@settings(max_examples=2000, deadline=None)
@example("https://", "[", "")
@example("http", "://[::1]:x/01/1", "")
@example("", "]" * 600, "]")
@example("", GS, "")
@example("", "~~", "~")
def test_classify_never_raises_on_any_text(start, rest, substitute):
    scan = classify(start + rest, group_separator_substitute=substitute, today=TODAY)
    assert (scan.label is None) == (scan.kind in {ScanKind.GARBAGE, ScanKind.PLAIN_TEXT})
    assert scan.label is None or scan.label.elements
    assert scan.reason or scan.kind is not ScanKind.GARBAGE
    assert (scan.epc is not None) == (scan.kind is ScanKind.EPC)


DECODINGS = st.sampled_from([("utf-8", "surrogateescape"), ("utf-8", "replace"), ("latin-1", "strict")])


@given(st.binary(max_size=600), DECODINGS)
@settings(max_examples=2000, deadline=None)
def test_classify_never_raises_on_any_bytes(sent, decoding):
    scan = classify(sent.decode(*decoding), today=TODAY)
    assert scan.reason or scan.kind is not ScanKind.GARBAGE
