"""What a command is called on the screen, made from its name in the program."""

from __future__ import annotations

import re

LETTERS = {"lpn": "LPN", "asn": "ASN", "gln": "GLN", "gtin": "GTIN", "sku": "SKU", "sscc": "SSCC"}
_ALIKE = {"Asns": "ASNs", "Lpns": "LPNs"}


def name_of(command: str) -> str:
    """The English name of a command: `RegisterAsn` is "Register ASN"."""
    words = re.findall(r"[A-Z][a-z]*", command)
    told = [_ALIKE.get(word) or LETTERS.get(word.lower()) or word.lower() for word in words]
    return " ".join([words[0] if told[0].islower() else told[0], *told[1:]])
