"""Money is a whole number of minor units (pence, cents, whole yen); nothing here is a float."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

MAX_INT64 = 2**63 - 1
USUAL_DIGITS = 2
_WITHOUT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_DIGITS = {**dict.fromkeys(_WITHOUT.split(), 0), **dict.fromkeys(_THREE.split(), 3), "CLF": 4, "UYW": 4}


def digits_of(currency: str) -> int:
    """How many decimals amounts in this currency (three letters) have, after ISO 4217; almost all have two."""
    return _DIGITS.get(currency, USUAL_DIGITS)


def parse_minor(text: str, digits: int = 2) -> int:
    """Read "2.55" as 255 minor units. Raises ValueError when it is no number or has too many decimals."""
    try:
        scaled = Decimal(text.strip()) * 10**digits
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is not an amount of money") from error
    if not scaled.is_finite() or scaled != scaled.to_integral_value() or abs(scaled) > MAX_INT64:
        raise ValueError(f"{text!r} is not an amount with at most {digits} decimals")
    return int(scaled)


def format_minor(amount: int, digits: int = 2) -> str:
    """Write 255 minor units as "2.55"."""
    return f"{Decimal(amount).scaleb(-digits):.{digits}f}"


def share(amount: int, part: int, whole: int) -> int:
    """`amount × part ÷ whole`, rounded half to even; `whole` must be positive."""
    return int((Decimal(amount) * part / whole).to_integral_value(ROUND_HALF_EVEN))
