"""The profile of the real order history: which rows are orders, and by which rule the others are set aside."""

from __future__ import annotations

from pathlib import Path

from wms.exchange import importing, profile

TITLES = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "user-guide" / "import-profiles.md"


def shown(tmp_path: Path, *lines: str) -> importing.Preview:
    place = tmp_path / "f.csv"
    place.write_text(TITLES + "\n".join(lines) + "\n", encoding="cp1252")
    return importing.preview("orders", place, "online_retail")


def test_a_sale_is_an_order_line(tmp_path: Path) -> None:
    found = shown(
        tmp_path, "536365,85123a,WHITE HOLDER,6,12/1/10 8:26,2.55,17850.0,United Kingdom",
        "536366,22423,CAFÉ £ STAND,1,12/1/10 14:01,10.95,,France",
    )  # fmt: skip
    (row, first), (_, second) = found.rows
    assert (row, first["item"], first["price_minor"], first["customer"]) == (2, "85123A", "255", "17850")
    assert first["entered"] == "2010-12-01T08:26:00+00:00"
    assert (second["customer"], second["item_name"]) == ("COUNTER", "CAFÉ £ STAND")


def test_each_rule_sets_its_rows_aside_with_its_reason(tmp_path: Path) -> None:
    found = shown(
        tmp_path, "C536379,D,Discount,-1,12/1/10 9:41,27.50,14527,UK",
        "A563185,B,Adjust bad debt,1,8/12/11 14:50,11.00,,UK",
        "536370,POST,POSTAGE,3,12/1/10 8:45,18.00,12583,France", "536371,gift_0001_20,Voucher,1,12/1/10 8:45,16.67,,UK",
        "536414,22139,damaged,-5,12/1/10 11:52,0.00,,UK", "536415,22139,given away,56,12/1/10 11:52,0.00,,UK",
    )  # fmt: skip
    assert list(found.set_aside.values()) == [1, 1, 2, 1, 1]
    assert (len(found.rows), found.problems, found.total) == (0, [], 6)


def test_every_reason_and_every_word_of_a_profile_is_explained_in_the_guide() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    plain = " ".join(guide.split())
    for rule in profile.load("online_retail").set_aside:
        assert f"*{rule.reason}*" in plain
    for word in (*profile._SOURCE, *profile._RULE, *profile._FILE, *profile._TOP):
        assert f"`{word}`" in guide or f"\n{word} = " in guide or f"[{word}]" in guide, word
    for name in profile.names():
        assert name in guide
