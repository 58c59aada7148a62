"""What a label says, once its fields are checked."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wms.gs1.element_string import element_string, expiry_moment
from wms.gs1.errors import BadDate, NotWhole, RepeatedIdentifier, UnknownIdentifier, WrongCheckDigit

TODAY = date(2026, 6, 15)


def label(**fields):
    """A label from keyword arguments named after identifiers: ai01="…"."""
    return element_string([(name[2:], value) for name, value in fields.items()], today=TODAY)


def test_a_pallet_label_answers_every_question_of_goods_receipt():
    pallet = label(
        ai00="376104250021234569", ai02="09501101531000", ai37="48", ai10="L-7/A", ai17="271100", ai15="270930",
        ai11="251201", ai13="251202", ai3102="012550", ai3301="001305", ai400="PO7", ai410="0614141123452",
    )  # fmt: skip
    assert pallet.sscc == "376104250021234569"
    assert (pallet.content_gtin, pallet.count, pallet.lot) == ("09501101531000", 48, "L-7/A")
    assert pallet.expiry == date(2027, 11, 30)
    assert pallet.best_before == date(2027, 9, 30)
    assert pallet.production_date == date(2025, 12, 1)
    assert pallet.packaging_date == date(2025, 12, 2)
    assert pallet.net_weight_grams == 125_500
    assert pallet.gross_weight_grams == 130_500
    assert (pallet.order_number, pallet.ship_to_gln) == ("PO7", "0614141123452")


def test_an_item_label_names_item_serial_and_pieces():
    item = label(ai01="09501101531000", ai21="S1", ai30="0012")
    assert (item.gtin, item.serial, item.variable_count) == ("09501101531000", "S1", 12)
    assert item.fields() == {"01": "09501101531000", "21": "S1", "30": "0012"}


def test_a_place_label_names_the_location():
    place = label(ai414="0614141123452", ai254="AISLE-7")
    assert (place.location_gln, place.location_extension) == ("0614141123452", "AISLE-7")


def test_what_a_label_does_not_say_is_none():
    bare = label(ai10="A")
    assert [bare.sscc, bare.gtin, bare.content_gtin, bare.count, bare.variable_count, bare.serial, bare.expiry,
            bare.best_before, bare.production_date, bare.packaging_date, bare.net_weight_grams, bare.gross_weight_grams,
            bare.location_gln, bare.location_extension, bare.order_number, bare.ship_to_gln, bare.decimal("392"),
            expiry_moment(bare)] == [None] * 18  # fmt: skip


def test_an_expiry_with_its_hour_is_an_expiry_as_well():
    medicine = label(ai7003="2612311430", ai8008="25010203")
    assert medicine.expiry == date(2026, 12, 31)
    assert expiry_moment(medicine) == datetime(2026, 12, 31, 14, 30)
    assert medicine.production_date == date(2025, 1, 2)


@pytest.mark.parametrize(
    ("code", "digits", "grams"),
    [("3100", "000002", 2000), ("3101", "000025", 2500), ("3102", "000250", 2500), ("3103", "000195", 195),
     ("3104", "012340", 1234), ("3105", "123400", 1234), ("3105", "000000", 0), ("3100", "999999", 999_999_000)],
)  # fmt: skip
def test_a_net_weight_is_whole_grams(code, digits, grams):
    assert element_string([(code, digits)], today=TODAY).net_weight_grams == grams


@pytest.mark.parametrize(("code", "digits"), [("3104", "012345"), ("3105", "123450"), ("3105", "000001")])
def test_a_fraction_of_a_gram_is_refused_not_rounded(code, digits):
    weighed = element_string([(code, digits), ("10", "A")], today=TODAY)
    with pytest.raises(NotWhole, match="whole number of grams"):
        _ = weighed.net_weight_grams
    assert weighed.lot == "A"


def test_measures_and_amounts_get_their_decimal_point():
    assert label(ai3922="0299").decimal("392") == Decimal("2.99")
    assert label(ai3932="9780299").decimal("393") == Decimal("2.99")
    assert label(ai3113="001200").decimal("311") == Decimal("1.2")
    assert label(ai3201="000025").decimal("320") == Decimal("2.5")


def test_a_field_repeated_unchanged_counts_once():
    twice = element_string([("10", "A"), ("37", "4"), ("10", "A")], today=TODAY)
    assert twice.fields() == {"10": "A", "37": "4"}
    assert len(twice.elements) == 2


@pytest.mark.parametrize("second", [("10", "B"), ("10", "a")])
def test_a_field_that_says_two_things_is_refused(second):
    with pytest.raises(RepeatedIdentifier, match="stands twice, as «A» and as"):
        element_string([("10", "A"), second], today=TODAY)


def test_two_net_weights_are_refused_even_with_different_decimal_places():
    with pytest.raises(RepeatedIdentifier):
        element_string([("3102", "000100"), ("3103", "000100")], today=TODAY)


def test_a_wrong_date_is_told_with_its_field():
    with pytest.raises(BadDate, match=r"\(17\) expiry date: «260230» is no date in the form YYMMDD"):
        label(ai17="260230")
    with pytest.raises(BadDate, match=r"\(7003\)"):
        label(ai7003="2612312460")


def test_every_check_digit_on_a_label_is_checked():
    wrong = {"00": "376104250021234568", "01": "09501101531001", "02": "09501101531001", "414": "0614141123453",
             "8006": "095011015310010102", "8017": "376104250021234568"}  # fmt: skip
    for code, value in wrong.items():
        with pytest.raises(WrongCheckDigit):
            element_string([(code, value)], today=TODAY)


def test_an_unknown_identifier_is_refused():
    with pytest.raises(UnknownIdentifier, match="04"):
        element_string([("04", "1234567890123456")], today=TODAY)


def test_two_readings_of_the_same_label_are_equal_whenever_they_were_made():
    fields = [("17", "261231"), ("10", "A")]
    assert element_string(fields, today=TODAY) == element_string(fields)
    assert hash(element_string(fields, today=TODAY)) == hash(element_string(fields))


@given(st.dates(date(1978, 1, 1), date(2075, 12, 31)))
@settings(deadline=None)
def test_every_day_in_reach_is_an_expiry(day):
    assert label(ai17=day.strftime("%y%m%d")).expiry == day
