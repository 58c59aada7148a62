"""Every report there is, in the order of the gallery. Each figure's formula stands beside it; F1 tells more."""

from __future__ import annotations

from wms.documents.charted import Drawn
from wms.gui.screens.reports.report import Report
from wms.gui.screens.reports.stock import STOCK

FLOW = (
    Report(
        "movements", group="Flow", title="Movements by day", question="movements",
        columns=("day", "lines", "received", "shipped", "returned", "found", "lost", "scrapped", "inside"),
        text="What came, went and was moved on each day, in base units.",
        formula="Sums of the ledger's moves by the day they were recorded (UTC), by where they lead from and to. What "
                "was taken back is subtracted on the day it was taken back.",
        asks=("first", "last", "item"), drawn=Drawn("lines", "day", ("received", "shipped"), ("day",), 400),
    ),
    Report(
        "work_by_hour", group="Flow", title="Work by hour", question="work_by_hour",
        columns=("hour", "received", "put_away", "picked", "packed", "shipped"),
        text="Lines posted in each hour of a day.",
        formula="Lines of the postings of receiving, putaway, picking, packing and shipping, by the hour they were "
                "recorded in, counted from the beginning that is asked for (today, 0:00 UTC).",
        asks=("begin", "hours"),
        drawn=Drawn("stacked", "hour", ("received", "put_away", "picked", "packed", "shipped"), ("hour",), 48),
    ),
    Report(
        "walking_saved", group="Flow", title="Walking saved", question="walking_saved",
        columns=("proposal", "kind", "made_at", "before_mm", "after_mm", "moving_mm", "saved_mm", "percent", "days"),
        text="What applied plans of slotting, batches and routes changed in walking.",
        formula="Walk before − walk after − cost of moving goods. Batches and routes: the shortest walks of their open "
                "picks. Slotting: the walks of the days the plan was made for. Plans applied in part are left out.",
        asks=("first", "last"), drawn=Drawn("bars", "proposal", ("before_mm", "after_mm"), ("proposal",), 40),
        subject=("proposal", "proposal"),
    ),
    Report(
        "transport", group="Flow", title="Driving and its CO₂", question="internal_transport",
        columns=("day", "kind", "tasks", "driven_mm", "grams"),
        text="How far goods were driven inside the house, and the carbon dioxide of it.",
        formula="For each task done (putaway, replenish, move, load): 2 × (|x₁ − x₂| + |y₁ − y₂|) between its places, "
                "times grams a kilometre: those asked for or set (reporting.co2_g_per_km), else what a truck uses in "
                "an hour of the VDI 2198 cycle (3.6 km; reporting.truck_energy_per_hour) × grams a kWh or litre "
                "(reporting.co2_g_per_unit; at first the UK government's 207 g a kWh of 2024) ÷ 3.6.",
        asks=("first", "last", "grams_per_km"), drawn=Drawn("bars", "day", ("grams",), ("day", "kind"), 120),
    ),
)  # fmt: skip

ITEMS = (
    Report(
        "abc", group="Items", title="ABC by picks or value", question="abc",
        columns=("rank", "item", "item_name", "picks", "quantity", "value_minor", "share", "cumulative", "abc",
                 "velocity"),
        text="Items by picks or by value shipped, the greatest first.",
        formula="Share = picks (or value at standard cost) of the item ÷ that of all. A: items until their summed "
                "share reaches 80 %, B: until 95 %, C: the rest.",
        asks=("by", "begin", "end", "a_percent", "b_percent"), drawn=Drawn("abc", "item", ("share",), ("rank",), 5_000),
        subject=("item", "item"),
    ),
    Report(
        "xyz", group="Items", title="XYZ: how steady demand is", question="xyz",
        columns=("item", "item_name", "quantity", "weekly", "variation", "xyz"),
        text="Items by how much their demand changes from week to week.",
        formula="Variation = standard deviation ÷ mean of what was ordered in each whole week (Monday to Sunday). "
                "X: up to 0.5, Y: up to 1, Z: beyond.",
        asks=("weeks", "last"), drawn=Drawn("bars", "item", ("variation",), ("-quantity", "item"), 25),
        subject=("item", "item"),
    ),
    Report(
        "weekday", group="Items", title="Demand by weekday", question="demand_by_weekday",
        columns=("weekday", "quantity", "percent"),
        text="On which days of the week is ordered, of one item or of all.",
        formula="Sum of what was ordered on each weekday (UTC) of the last whole weeks; share of the whole week.",
        asks=("item", "weeks", "last"), drawn=Drawn("bars", "weekday", ("quantity",), ("nr",), 7),
    ),
)  # fmt: skip

SERVICE = (
    Report(
        "kpis", group="Service", title="KPIs of a period", question="kpis",
        columns=("kpi", "value", "unit", "part", "whole", "meaning"),
        text="The figures of WERC for a period (the last 30 days), each with what it was made of.",
        formula="Value = part ÷ whole, as the last column says for each figure; percent are per hundred.",
        asks=("first", "last"),
    ),
    Report(
        "rates", group="Service", title="Fill rate, on time, accuracy", question="kpi_trend",
        columns=("week", "fill_rate", "on_time", "accuracy"),
        text="How many orders were whole and on time, and how right the books were, week by week.",
        formula="Fill rate: shipped orders of which every line was shipped in full ÷ shipped orders. On time: shipped "
                "orders that left by the time they were due ÷ shipped orders. Accuracy: counted lines as the books "
                "said ÷ counted lines.",
        asks=("weeks", "last"),
        drawn=Drawn("lines", "week", ("fill_rate", "on_time", "accuracy"), ("week",), 520, target=98.0),
    ),
    Report(
        "pace", group="Service", title="Lines per hour by week", question="kpi_trend",
        columns=("week", "lines_per_hour"), text="How many lines people pick in an hour of walking, week by week.",
        formula="Pick lines done ÷ hours between the start and the end of their walks.",
        asks=("weeks", "last"), drawn=Drawn("lines", "week", ("lines_per_hour",), ("week",), 520),
    ),
    Report(
        "dock_to_stock", group="Service", title="Dock-to-stock by week", question="kpi_trend",
        columns=("week", "dock_to_stock"), text="How long goods wait from their check-in until they are put away.",
        formula="Minutes from check-in to the putaway's end, the mean of all putaway tasks of receipts.",
        asks=("weeks", "last"), drawn=Drawn("lines", "week", ("dock_to_stock",), ("week",), 520),
    ),
    Report(
        "suppliers", group="Service", title="Discrepancies by supplier", question="discrepancies_by_supplier",
        columns=("supplier", "supplier_name", "receipts", "received", "differences", "over", "short", "damaged",
                 "wrong_item", "percent"),
        text="How well suppliers deliver what they announce.",
        formula="Base units over, short, damaged and wrong in receipts opened in the period; differing = their sum ÷ "
                "base units received.",
        asks=("first", "last"),
        drawn=Drawn("stacked", "supplier", ("over", "short", "damaged", "wrong_item"), ("-percent", "supplier")),
        subject=("party", "supplier"),
    ),
    Report(
        "accuracy", group="Service", title="Accuracy by count", question="count_accuracy",
        columns=("count", "posted_at", "lines", "right", "percent", "pieces_off"),
        text="How right the books were, count by count.",
        formula="Lines whose count agreed with the books ÷ lines counted.",
        drawn=Drawn("lines", "count", ("percent",), ("posted_at", "count"), 200, target=99.0),
        subject=("count", "count"),
    ),
)  # fmt: skip

REPORTS: dict[str, Report] = {report.name: report for report in (*STOCK, *FLOW, *ITEMS, *SERVICE)}
"""Every report by name."""
