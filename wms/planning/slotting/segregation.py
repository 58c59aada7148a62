"""Which dangerous goods must lie apart: the general segregation table of the IMDG Code (7.2.4), read for a warehouse.

The table grades each pair of classes from nothing to four. A ship's words are read for a warehouse so: *away from* is
a distance along the aisle, *separated from* another aisle, *separated by a complete compartment* another zone, and
*separated longitudinally by an intervening compartment* another zone that is far away. The table gives the general
rule; a substance's own entry may ask for more, and explosives among themselves follow their compatibility groups,
which are not part of it.
"""

from __future__ import annotations

from enum import IntEnum


class Segregation(IntEnum):
    """How far two classes must be apart; a higher grade includes the lower ones."""

    NONE = 0
    AWAY_FROM = 1
    SEPARATED_FROM = 2
    COMPARTMENT = 3
    LONGITUDINALLY = 4


_SAME = {"1.2": "1.1", "1.5": "1.1", "1.6": "1.3"}

# One row a class; the columns follow the same order.
_TABLE = {
    "1.1": "00042244444424240",
    "1.3": "00042243344424220",
    "1.4": "00021122222204220",
    "2.1": "44200021202204210",
    "2.2": "22100010100102100",
    "2.3": "22100020200202100",
    "3": "44221200212203200",
    "4.1": "43210000101203210",
    "4.2": "43221221012213210",
    "4.3": "44200010102202210",
    "5.1": "44220021220213120",
    "5.2": "44221222222013220",
    "6.1": "22000000101101000",
    "6.2": "44442233323310330",
    "7": "22221122221203020",
    "8": "42210001112203200",
    "9": "00000000000000000",
}
_PLACE = {name: place for place, name in enumerate(_TABLE)}


def classes() -> tuple[str, ...]:
    """The classes and divisions the table knows."""
    return (*_TABLE, *_SAME)


def segregation(one: str, other: str) -> Segregation:
    """The grade for two classes such as "3" and "5.1". KeyError for a class the table does not know."""
    row = _TABLE[_SAME.get(one, one)]
    return Segregation(int(row[_PLACE[_SAME.get(other, other)]]))
