"""Tags in 96 bits: the Tag Data Standard's own examples, and every identity there and back."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wms.gs1.element_string import element_string
from wms.gs1.epc import Epc, Scheme, epc_from_hex, epc_from_label, epc_from_uri, is_epc_uri
from wms.gs1.errors import BadEpc, Gs1Error, UnknownCompanyPrefix

TODAY = date(2026, 6, 15)
EXAMPLES = [
    (
        "3074257BF7194E4000001A85",
        "urn:epc:tag:sgtin-96:3.0614141.812345.6789",
        "urn:epc:id:sgtin:0614141.812345.6789",
        {"01": "80614141123458", "21": "6789"},
    ),
    (
        "3174257BF4499602D2000000",
        "urn:epc:tag:sscc-96:3.0614141.1234567890",
        "urn:epc:id:sscc:0614141.1234567890",
        {"00": "106141412345678908"},
    ),
    (
        "3274257BF46072000000162E",
        "urn:epc:tag:sgln-96:3.0614141.12345.5678",
        "urn:epc:id:sgln:0614141.12345.5678",
        {"414": "0614141123452", "254": "5678"},
    ),
]


@pytest.mark.parametrize(("bits", "tag", "identity", "fields"), EXAMPLES)
def test_the_examples_of_the_standard_are_met_in_every_form(bits, tag, identity, fields):
    epc = epc_from_hex(bits)
    assert epc == epc_from_uri(tag) == epc_from_hex(bits.lower())
    assert (epc.hex(), epc.tag_uri(), epc.pure_identity(), epc.filter) == (bits, tag, identity, 3)
    assert epc.label(today=TODAY).fields() == fields
    assert epc_from_label(epc.label(today=TODAY), prefix_length=7, filter_value=3) == epc
    assert epc_from_uri(identity).pure_identity() == identity


def test_a_whole_place_has_the_extension_zero_in_its_tag_and_none_on_its_label():
    place = epc_from_label(element_string([("414", "0614141123452")], today=TODAY), prefix_length=7)
    assert place.pure_identity() == "urn:epc:id:sgln:0614141.12345.0"
    assert place.label(today=TODAY).fields() == {"414": "0614141123452"}


def test_a_prefix_of_twelve_digits_leaves_no_digit_for_the_location():
    place = epc_from_uri("urn:epc:id:sgln:061414112345..400")
    assert place.label(today=TODAY).fields() == {"414": "0614141123452", "254": "400"}
    assert epc_from_hex(place.hex()) == place


def test_a_serial_number_of_letters_has_an_address_but_no_96_bit_tag():
    drill = epc_from_uri("urn:epc:id:sgtin:0614141.812345.32a%2Fb")
    assert drill.serial == "32a/b"
    assert drill.pure_identity() == "urn:epc:id:sgtin:0614141.812345.32a%2Fb"
    for encode in (drill.hex, drill.tag_uri):
        with pytest.raises(BadEpc, match="does not fit into a 96-bit tag"):
            encode()


@pytest.mark.parametrize("serial", ["01", "274877906944", "A"])
def test_a_serial_number_that_would_change_in_the_tag_is_refused(serial):
    with pytest.raises(BadEpc, match="0 to 274877906943"):
        Epc(Scheme.SGTIN, "0614141", "812345", serial).hex()
    assert epc_from_hex(Epc(Scheme.SGTIN, "0614141", "812345", "274877906943").hex()).serial == "274877906943"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3074257BF7194E4000001A8",
        "3074257BF7194E4000001A8G",
        "3574257BF7194E4000001A85",  # header of another scheme
        "307C257BF7194E4000001A85",  # partition 7
        "3174257BF4499602D2000001",  # an SSCC with bits behind it
        "3077FFFFF7194E4000001A85",  # company prefix of more digits than its partition says
        "30742578003FFFC000001A85" + "00",
    ],
)
def test_bits_that_are_no_tag_of_ours_are_refused(text):
    with pytest.raises(BadEpc):
        epc_from_hex(text)


@pytest.mark.parametrize(
    "text",
    [
        "urn:epc:id:sgtin:0614141.812345",
        "urn:epc:id:sscc:0614141.1234567890.1",
        "urn:epc:id:sgtin:061414.812345.1",
        "urn:epc:id:sgtin:06141.81234512.1",
        "urn:epc:id:giai:0614141.12345400",
        "urn:epc:tag:sgtin-198:3.0614141.712345.32a%2Fb",
        "urn:epc:tag:sgtin-96:8.0614141.812345.6789",
        "urn:epc:tag:sgtin-96:0614141.812345.6789",
        "urn:epc:tag:sgtin-96:3.0614141.812345.06789",
        "urn:epc:id:sgtin:0614141.812345.a%20b",
        "urn:epc:id:sgtin:0614141.812345.123456789012345678901",
        "urn:epc:",
        "urn:epc:id:sgtin:٠٦١٤١٤١.812345.1",
    ],
)
def test_addresses_that_are_none_of_ours_are_refused(text):
    with pytest.raises(Gs1Error):
        epc_from_uri(text)
    assert is_epc_uri(text)


def test_the_company_prefix_is_looked_up_when_its_length_is_not_told():
    item = element_string([("01", "07032069804988"), ("21", "1")], today=TODAY)
    assert epc_from_label(item).pure_identity() == "urn:epc:id:sgtin:703206.0980498.1"
    in_store = element_string([("01", "02000000000008"), ("21", "1")], today=TODAY)
    with pytest.raises(UnknownCompanyPrefix):
        epc_from_label(in_store)


def test_a_label_without_an_identity_becomes_no_tag():
    with pytest.raises(BadEpc, match="needs an SSCC"):
        epc_from_label(element_string([("01", "07032069804988")], today=TODAY))


def digits(length):
    return st.text("0123456789", min_size=length, max_size=length)


@st.composite
def epcs(draw):
    scheme = draw(st.sampled_from(list(Scheme)))
    length = draw(st.integers(6, 12))
    reference = draw(digits({Scheme.SGTIN: 13, Scheme.SSCC: 17, Scheme.SGLN: 12}[scheme] - length))
    most = {Scheme.SGTIN: 2**38 - 1, Scheme.SGLN: 2**41 - 1, Scheme.SSCC: 0}[scheme]
    serial = "" if scheme is Scheme.SSCC else str(draw(st.integers(0, most)))
    prefix = draw(digits(length).filter(lambda p: p.strip("0")))
    return Epc(scheme, prefix, reference, serial, draw(st.integers(0, 7)))


@given(epcs())
@settings(max_examples=500, deadline=None)
def test_every_identity_survives_bits_address_and_label(epc):
    assert epc_from_hex(epc.hex()) == epc
    assert epc_from_uri(epc.tag_uri()) == epc
    assert epc_from_uri(epc.pure_identity()).label(today=TODAY) == epc.label(today=TODAY)
    again = epc_from_label(
        epc.label(today=TODAY), prefix_length=len(epc.company_prefix), filter_value=epc.filter
    )
    assert again == epc


@given(st.integers(0, 2**96 - 1), st.sampled_from([0x30, 0x31, 0x32]))
@settings(max_examples=500, deadline=None)
def test_any_96_bits_are_refused_or_come_back_the_same(bits, header):
    text = f"{header:02X}{bits % 2**88:022X}"
    try:
        again = epc_from_hex(text).hex()
    except Gs1Error:
        return
    assert again == text
