"""What the demo stocks and for whom: families of items with believable sizes, lives and prices; its partners.

Popularity follows Zipf's law over an order that the seed shuffles; items of one theme are bought together.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from wms.app.demo.sizes import Size
from wms.gs1.check_digit import append_check_digit
from wms.model.words import Hazard, Level, PartyKind, Rotation, Temperature
from wms.operations.master_data.items import ItemLine, LevelLine
from wms.operations.master_data.parties import PartyLine


@dataclass(frozen=True, slots=True)
class Family:
    """Items of one kind. `share` of the whole range; `each` is a piece's length, width, height (mm) and weight (g)."""

    code: str
    share: int
    nouns: tuple[str, ...]
    each: tuple[int, int, int, int]
    pack: int
    price: tuple[int, int]
    temperature: Temperature = Temperature.AMBIENT
    hazard: Hazard = Hazard.NONE
    life_days: int = 0
    serial: bool = False
    lot: bool = False
    fragile: bool = False
    inspect: bool = False
    summer: float = 1.0


FAMILIES = (
    Family("stationery", 20, ("Notebook", "Ball pen", "Folder", "Stapler", "Marker", "Envelope set", "Ruler"),
           (210, 100, 20, 120), 24, (80, 900)),
    Family("kitchen", 18, ("Mug", "Plate", "Bowl", "Jar", "Tea towel", "Chopping board", "Cake tin"),
           (120, 110, 100, 320), 12, (150, 2500), fragile=True),
    Family("toys", 14, ("Puzzle", "Building set", "Doll", "Kite", "Card game", "Wooden train"),
           (250, 180, 60, 400), 8, (300, 3000), summer=0.8),
    Family("garden", 12, ("Trowel", "Seed tray", "Watering can", "Glove", "Plant pot", "Bird feeder"),
           (260, 140, 120, 500), 6, (200, 2800), summer=1.9),
    Family("tools", 10, ("Screwdriver", "Pliers", "Spirit level", "Tape measure", "Hammer", "Drill bit set"),
           (240, 80, 40, 450), 10, (300, 4500)),
    Family("electronics", 6, ("Headset", "Desk lamp", "Power bank", "Router", "Scanner", "Web camera"),
           (200, 160, 90, 600), 5, (1500, 19000), serial=True, inspect=True),
    Family("snacks", 8, ("Oat bar", "Crisps", "Nut mix", "Shortbread", "Chocolate", "Dried mango"),
           (160, 110, 60, 180), 20, (90, 450), life_days=240, lot=True),
    Family("dairy", 5, ("Yoghurt", "Cream cheese", "Butter", "Milk 1 l", "Cheddar", "Quark"),
           (110, 90, 90, 420), 12, (80, 600), temperature=Temperature.CHILLED, life_days=35, lot=True),
    Family("paint", 4, ("Paint thinner", "Wood varnish", "Spray paint", "Lamp oil", "Brush cleaner"),
           (110, 110, 180, 950), 6, (400, 2200), hazard=Hazard.FLAMMABLE, lot=True),
    Family("care", 3, ("Hand cream", "Shampoo", "Sun lotion", "Soap bar", "Lip balm"),
           (70, 50, 160, 250), 24, (150, 1400), life_days=720, lot=True, summer=1.3),
)  # fmt: skip
_ADJECTIVES = ("Red", "Blue", "Green", "Natural", "Classic", "Vintage", "Mini", "Large", "Pocket", "Striped", "Dotted",
               "Plain", "Floral", "Retro", "Nordic", "Compact", "Deluxe", "Economy", "Soft", "Bright")  # fmt: skip
_TOWNS = ("Ashford", "Bath", "Carlisle", "Derby", "Exeter", "Falmouth", "Grantham", "Hull", "Ipswich", "Kendal",
          "Leeds", "Norwich", "Oxford", "Perth", "Ripon", "Stirling", "Truro", "Wells", "York")  # fmt: skip
_TRADES = ("Stores", "& Sons", "Trading", "Gifts", "Supplies", "Market", "Retail", "Foods", "Home", "Direct")


@dataclass(frozen=True, slots=True)
class Goods:
    """One item of the demo with its demand: `weight` is how popular it is, `theme` what it is bought together with."""

    line: ItemLine
    family: Family
    weight: float
    theme: int


def goods(size: Size, dice: random.Random) -> list[Goods]:
    """The range of items, most popular first."""
    families = [family for family in FAMILIES for _ in range(family.share)]
    drawn = [families[i * len(families) // size.items] for i in range(size.items)]
    dice.shuffle(drawn)
    themes = max(8, size.items // 12)
    return [
        Goods(_item(number, family, dice), family, 1.0 / number**0.85, dice.randrange(themes))
        for number, family in enumerate(drawn, 1)
    ]


def _item(number: int, family: Family, dice: random.Random) -> ItemLine:
    noun = dice.choice(family.nouns)
    name = f"{dice.choice(_ADJECTIVES)} {noun.lower()} {dice.choice('ABCDEFGH')}{dice.randint(1, 99)}"
    price = round(dice.triangular(*family.price, family.price[0] * 2))
    return ItemLine(
        sku=f"{family.code[:2].upper()}{number:05}", name=name, family=family.code, temperature=family.temperature,
        hazard=family.hazard, rotation=Rotation.FEFO if family.life_days else Rotation.FIFO, lot_tracked=family.lot,
        serial_tracked=family.serial, expiry_tracked=family.life_days > 0, inspect_on_receipt=family.inspect,
        shelf_life_days=family.life_days, minimum_remaining_days=family.life_days // 4, cost_minor=price,
        fragile=family.fragile, levels=_levels(number, family, dice),
    )  # fmt: skip


def _levels(number: int, family: Family, dice: random.Random) -> tuple[LevelLine, ...]:
    scale = dice.uniform(0.7, 1.4)
    length, width, height, weight = (max(5, round(side * scale)) for side in family.each)
    pack = family.pack
    case = (length * 2 + 10, width * max(1, pack // 4) + 10, height * 2 + 10)
    long, wide, high = sorted((min(side, 580) for side in case), reverse=True)
    pallet_cases = max(2, min(60, 1_200 * 800 * 1_400 // max(1, long * wide * high) * 7 // 10))
    return (
        LevelLine(level=Level.EACH, units=1, gtin=_gtin("040", number), length_mm=length, width_mm=width,
                  height_mm=height, weight_g=weight),
        LevelLine(level=Level.CASE, units=pack, gtin=_gtin("140", number), length_mm=long, width_mm=wide,
                  height_mm=high, weight_g=weight * pack + 300),
        LevelLine(level=Level.PALLET, units=pack * pallet_cases, length_mm=1_200, width_mm=800, height_mm=1_550,
                  weight_g=(weight * pack + 300) * pallet_cases + 25_000),
    )  # fmt: skip


def _gtin(start: str, number: int) -> str:
    return append_check_digit(f"{start}12345{number:05}")


def parties(size: Size, dice: random.Random) -> list[PartyLine]:
    """Suppliers, customers (some insist on fresh goods) and carriers."""
    def named(kind: PartyKind, prefix: str, number: int) -> PartyLine:
        town = dice.choice(_TOWNS)
        fresh = 14 if kind is PartyKind.CUSTOMER and number % 9 == 0 else 0
        return PartyLine(
            kind=kind, code=f"{prefix}{number:04}", name=f"{town} {dice.choice(_TRADES)}", country="GB",
            address=f"{dice.randint(1, 240)} {dice.choice(('High', 'Mill', 'Station', 'Church'))} Street\n{town}",
            minimum_remaining_days=fresh,
        )  # fmt: skip

    carriers = [PartyLine(kind=PartyKind.CARRIER, code=code, name=name)
                for code, name in (("PARCEL", "Swift Parcel"), ("FREIGHT", "Northern Freight"), ("POST", "Royal Post"))]
    return [
        *(named(PartyKind.SUPPLIER, "S", n) for n in range(1, size.suppliers + 1)),
        *(named(PartyKind.CUSTOMER, "C", n) for n in range(1, size.customers + 1)), *carriers,
    ]  # fmt: skip


def basket(range_: Sequence[Goods], weights: Sequence[float], by_theme: Sequence[Sequence[int]], dice: random.Random,
           lines: int) -> list[int]:  # fmt: skip
    """The items of one order, by index: some drawn by popularity, the rest from the first one's theme."""
    first = dice.choices(range(len(range_)), weights)[0]
    friends = by_theme[range_[first].theme]
    chosen = {first}
    for _ in range(lines * 3):
        if len(chosen) >= lines:
            break
        chosen.add(dice.choice(friends) if dice.random() < 0.45 else dice.choices(range(len(range_)), weights)[0])
    return sorted(chosen)
