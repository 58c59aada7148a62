"""Check digits, against published numbers, against biip, and against every single wrong digit."""

import pytest
from biip.checksums import gs1_standard_check_digit
from hypothesis import given, settings
from hypothesis import strategies as st

from wms.gs1.check_digit import append_check_digit, check_digit_of, has_valid_check_digit, is_digits, verify_key
from wms.gs1.errors import NamesNothing, NotDigits, WrongCheckDigit

bodies = st.text("0123456789", min_size=7, max_size=17)


@pytest.mark.parametrize(
    "number",
    [
        "95012346",  # GTIN-8
        "614141000036",  # GTIN-12
        "6291041500213",  # GTIN-13
        "10614141000415",  # GTIN-14
        "376104250021234569",  # SSCC
        "0614141123452",  # GLN
    ],
)
def test_published_numbers_end_in_their_check_digit(number):
    assert check_digit_of(number[:-1]) == number[-1]
    assert append_check_digit(number[:-1]) == number
    assert has_valid_check_digit(number)


@given(bodies)
@settings(deadline=None)
def test_the_check_digit_is_the_one_biip_computes(body):
    assert check_digit_of(body) == str(gs1_standard_check_digit(body))


@given(bodies, st.data())
@settings(max_examples=300, deadline=None)
def test_every_single_wrong_digit_is_found(body, data):
    number = append_check_digit(body)
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    assert not has_valid_check_digit(number[:place] + other + number[place + 1 :])


def test_every_wrong_digit_of_one_sscc_is_found():
    sscc = "376104250021234569"
    wrong = [sscc[:i] + d + sscc[i + 1 :] for i in range(18) for d in "0123456789" if d != sscc[i]]
    assert len(wrong) == 162
    assert not any(map(has_valid_check_digit, wrong))


def test_a_wrong_check_digit_is_told_with_the_right_one():
    with pytest.raises(WrongCheckDigit, match="ends in 4, but its check digit must be 3") as caught:
        verify_key("6291041500214", "GTIN")
    assert (caught.value.problem.found, caught.value.problem.expected) == ("4", "3")


def test_a_key_of_zeros_names_nothing():
    with pytest.raises(NamesNothing):
        verify_key("0" * 14, "GTIN")


@pytest.mark.parametrize("text", ["", "12a", "١٢٣", "１２３", "²", " 1"])
def test_only_the_ten_ascii_digits_are_digits(text):
    assert not is_digits(text)
    assert not has_valid_check_digit(text)
    with pytest.raises(NotDigits):
        check_digit_of(text)
