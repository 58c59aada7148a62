"""Where the company prefix in a key ends, as far as GS1's published ranges tell.

A tag splits its number there, a barcode does not; so a barcode that shall become a tag needs this answer.
"""

from __future__ import annotations

from functools import lru_cache

from wms.gs1.errors import UnknownCompanyPrefix


@lru_cache(maxsize=4096)
def company_prefix_length(digits: str) -> int:
    """The number of digits of the company prefix that `digits` begins with.

    `digits` is a key from the company prefix on: a GLN as it is, a GTIN-14 or an SSCC without its first digit.
    Raises UnknownCompanyPrefix when the published ranges do not say.
    """
    from biip import ParseError  # the ranges are a long list: read when the first tag is written
    from biip.gs1_prefixes import GS1CompanyPrefix

    try:
        prefix = GS1CompanyPrefix.extract(digits)
    except ParseError:
        prefix = None
    if prefix is None:
        raise UnknownCompanyPrefix(
            "Nobody published how long the company prefix in {found} is: enter its length.", found=digits
        )
    return len(prefix.value)
