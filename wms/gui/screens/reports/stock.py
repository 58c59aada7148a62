"""The reports of stock: what is here, whose it is, what it is worth, how old it is, and the room it takes."""

from __future__ import annotations

from wms.documents.charted import Drawn
from wms.gui.screens.reports.report import Report

_SUMS = ("on_hand", "allocated", "held", "available")
_AVAILABLE = "Available = on hand − allocated − held; on hand is what the ledger's moves add up to."

STOCK = (
    Report(
        "stock_by_item", group="Stock", title="Stock by item", question="stock_by_item",
        columns=("item", "item_name", "family", *_SUMS, "locations"),
        text="How much of each item is here, in base units.", formula=_AVAILABLE, asks=("item", "family"),
        drawn=Drawn("bars", "item", ("on_hand", "allocated"), ("-on_hand", "item")), subject=("item", "item"),
    ),
    Report(
        "stock_by_location", group="Stock", title="Stock by location", question="stock_by_location",
        columns=("location", "zone", "purpose", "items", "lpns", *_SUMS),
        text="How much lies at each location.", formula=_AVAILABLE, asks=("location", "zone"),
        drawn=Drawn("bars", "location", ("on_hand",), ("-on_hand", "location")), subject=("location", "location"),
    ),
    Report(
        "stock_by_lot", group="Stock", title="Stock by lot", question="stock_by_lot",
        columns=("item", "item_name", "lot", "expiry", *_SUMS, "locations"),
        text="How much of each lot is here, with its expiry.", formula=_AVAILABLE, asks=("item", "lot"),
        drawn=Drawn("bars", "lot", ("on_hand",), ("expiry", "item", "lot")), subject=("lot", "lot"),
    ),
    Report(
        "stock_by_owner", group="Stock", title="Stock by owner", question="stock_by_owner",
        columns=("owner", "owner_name", "items", *_SUMS), text="How much each owner has here.", formula=_AVAILABLE,
        drawn=Drawn("bars", "owner", ("on_hand", "available"), ("owner",)),
    ),
    Report(
        "stock_by_status", group="Stock", title="Stock by status", question="stock_by_status",
        columns=("status", "lines", "items", "on_hand", "allocated"),
        text="How much stock is available, in inspection, held, damaged or bonded.",
        formula="Sums of what is on hand by its status.", asks=("item",),
        drawn=Drawn("bars", "status", ("on_hand",), ("status",)),
    ),
    Report(
        "stock_as_of", group="Stock", title="Stock as of a moment", question="stock_as_of",
        columns=("item", "item_name", "location", "lot", "lpn", "status", "owner", "on_hand"),
        text="What lay where at a moment of the past; without one, now.",
        formula="All moves recorded by that moment, added up for each stock key and place.",
        asks=("moment", "item", "location", "owner"), subject=("item", "item"),
    ),
    Report(
        "valuation_fifo", group="Stock", title="Valuation, first in first out", question="valuation_fifo",
        columns=("item", "item_name", "owner", "on_hand", "unit_cost_minor", "value_minor", "standard_minor", "layers"),
        text="What the stock is worth when what came first leaves first; now, or at a moment.",
        formula="Each receipt is a layer of quantity and cost. What leaves takes from the oldest layer. Value = what "
                "the layers left are worth.",
        asks=("item", "owner", "moment"), drawn=Drawn("bars", "item", ("value_minor",), ("-value_minor", "item")),
        subject=("item", "item"),
    ),
    Report(
        "valuation_average", group="Stock", title="Valuation at average cost", question="valuation_average",
        columns=("item", "item_name", "owner", "on_hand", "unit_cost_minor", "value_minor", "standard_minor"),
        text="What the stock is worth at the moving average of what was paid; now, or at a moment.",
        formula="Each receipt changes the average: (value before + cost of the receipt) ÷ (quantity before + quantity "
                "received). What leaves takes its share of the value.",
        asks=("item", "owner", "moment"), drawn=Drawn("bars", "item", ("value_minor",), ("-value_minor", "item")),
        subject=("item", "item"),
    ),
    Report(
        "ageing", group="Stock", title="Ageing", question="ageing",
        columns=("item", "item_name", "family", "on_hand", "to_30", "to_60", "to_90", "to_180", "over_180", "oldest"),
        text="On hand of each item by how long it has been in stock.",
        formula="Days from the moment goods came into the house to the day asked for (today); what is moved inside "
                "keeps its age.",
        asks=("item", "family", "on"),
        drawn=Drawn("stacked", "item", ("to_30", "to_60", "to_90", "to_180", "over_180"), ("-over_180", "-on_hand")),
        subject=("item", "item"),
    ),
    Report(
        "expiring", group="Stock", title="Expiry", question="expiring",
        columns=("expiry", "item", "item_name", "lot", "location", "status", "owner", "on_hand", "allocated"),
        text="Stock that expires soon, or has expired; the soonest first.",
        formula="Lots whose expiry is within so many days of the day asked for (30 days of today).",
        asks=("days", "on", "item", "zone"), drawn=Drawn("bars", "expiry", ("on_hand",), ("expiry", "item"), 40),
        subject=("item", "item"),
    ),
    Report(
        "slow_stock", group="Stock", title="Slow stock", question="slow_stock",
        columns=("item", "item_name", "family", "on_hand", "standard_minor", "last_shipped_at", "oldest"),
        text="Items on hand for longer than so many days that no customer was sent for as long.",
        formula="In stock since before, and no departure since (90 days).", asks=("days", "on", "family"),
        drawn=Drawn("bars", "item", ("standard_minor",), ("-standard_minor", "item")), subject=("item", "item"),
    ),
    Report(
        "dead_stock", group="Stock", title="Dead stock", question="dead_stock",
        columns=("item", "item_name", "family", "on_hand", "standard_minor", "last_shipped_at", "oldest"),
        text="Items that hardly ever leave: on hand for so many days without a customer, or never sent to one.",
        formula="In stock since before, and no departure since (365 days), or none ever.",
        asks=("days", "on", "family"), drawn=Drawn("bars", "item", ("standard_minor",), ("-standard_minor", "item")),
        subject=("item", "item"),
    ),
    Report(
        "space", group="Stock", title="Space use by zone", question="space_by_zone",
        columns=("zone", "purpose", "places", "taken", "taken_percent", "litres", "room_litres", "fill_percent"),
        text="How many places have something on them, and how full they are.",
        formula="Places taken ÷ places; volume of the goods as single pieces ÷ volume the locations allow.",
        drawn=Drawn("bars", "zone", ("taken_percent", "fill_percent"), ("zone",), 60),
    ),
)  # fmt: skip
"""In the order of the gallery."""
