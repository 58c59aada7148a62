"""Figures of reports, each worked out a second time from the moves, tasks and orders themselves."""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.ledger import reversal
from wms.ledger.posting import Header, Line, post
from wms.ledger.views import moves, stock
from wms.model.inbound import Discrepancy, Receipt
from wms.model.item import Item, PackagingLevel
from wms.model.order import Order, OrderLine
from wms.model.site import ADJUSTMENT, CUSTOMER, SCRAP, SUPPLIER, Location, Site, Zone
from wms.model.words import DiscrepancyKind, Level, TaskKind, TaskState
from wms.model.work import Task
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.settings import SETTINGS
from wms.queries.forecasts import runs_out, unsold
from wms.queries.transport import ENERGY, FACTOR, SETTING, USUAL_ENERGY, USUAL_FACTOR

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
EVERYTHING = {"first": FIRST, "last": LAST}


def test_movements_are_the_moves_of_each_day(past: App, clock: SetClock) -> None:
    clock.advance(2 * 86_400)
    with past.database.writing() as session:
        header = Header("test", "X", 1, past.clock())
        pen = session.execute(select(stock).join(Item, Item.id == stock.c.item_id).where(
            Item.sku == "PEN", stock.c.free >= 3)).first()  # fmt: skip
        assert pen is not None
        scrapped = Line(owner_id=pen.owner_id, item_id=pen.item_id, quantity=2, from_location_id=pen.location_id,
                        from_lpn_id=pen.lpn_id, to_location_id=SCRAP,
                        from_status=pen.status, to_status=pen.status)  # fmt: skip
        posted = post(session, header, [scrapped])
        reversal.reverse(session, Header("test", "Y", 1, past.clock(), reverses_id=posted.posting_id))
        post(session, header, [scrapped])
    wanted: dict[date, Counter[str]] = {}
    with past.database.reading() as connection:
        for move in connection.execute(select(moves)):
            day = wanted.setdefault(move.recorded_at.date(), Counter(lines=0))
            day["lines"] += 1
            ends = move.from_location_id, move.to_location_id
            sign = -1 if move.reverses_seq else 1
            if SUPPLIER in ends:
                day["received"] += move.quantity * (1 if ends[0] == SUPPLIER else -1)
            elif ends[1] == CUSTOMER or (ends[0] == CUSTOMER and sign < 0):
                day["shipped"] += sign * move.quantity
            elif SCRAP in ends:
                day["scrapped"] += move.quantity * (1 if ends[1] == SCRAP else -1)
            elif ADJUSTMENT in ends:
                day["found" if ends[0] == ADJUSTMENT else "lost"] += move.quantity
            elif ends[0] != ends[1]:
                day["inside"] += move.quantity
    rows = past.ask("movements", **EVERYTHING).rows
    assert len(rows) == len(wanted) == 2
    for row in rows:
        assert {name: getattr(row, name) for name in wanted[row.day]} == dict(wanted[row.day])
    assert rows[1].scrapped == 2
    assert past.ask("movements", item="DRILL", **EVERYTHING).rows[0].received == 2


def test_discrepancies_by_supplier_add_up_those_of_the_receipts(past: App) -> None:
    [receipt] = past.ask("receipts").rows
    with past.database.writing() as session:
        pen = session.scalars(select(Item.id).where(Item.sku == "PEN")).one()
        number = session.scalars(select(Receipt.id)).one()
        for kind, quantity in ((DiscrepancyKind.SHORT, 4), (DiscrepancyKind.SHORT, 3), (DiscrepancyKind.DAMAGED, 2)):
            session.execute(insert(Discrepancy).values(receipt_id=number, item_id=pen, kind=kind, quantity=quantity,
                                                       note=""))  # fmt: skip
    each = past.ask("discrepancies").rows
    received = sum(row.quantity - row.reversed for row in past.ask("receipt_lines").rows)
    [row] = past.ask("discrepancies_by_supplier", **EVERYTHING).rows
    assert (row.supplier, row.receipts, row.received) == ("SUP", 1, received)
    assert (row.short, row.damaged, row.over, row.differences) == (7, 2, 0, len(each))
    assert row.percent == pytest.approx(100 * sum(one.quantity for one in each) / received, abs=0.01)
    assert receipt.supplier == "SUP"


def test_what_is_driven_is_there_and_back_between_the_places_of_tasks(past: App, clock: SetClock) -> None:
    with past.database.writing() as session:
        site = session.scalars(select(Site.id)).one()
        places = list(session.scalars(select(Location).where(Location.id > 0).order_by(Location.id)))
        for nr, (kind, state) in enumerate((
            (TaskKind.PUTAWAY, TaskState.DONE), (TaskKind.PUTAWAY, TaskState.DONE), (TaskKind.MOVE, TaskState.DONE),
            (TaskKind.PICK, TaskState.DONE), (TaskKind.PUTAWAY, TaskState.OPEN),
        )):  # fmt: skip
            places[nr].x_mm = 1_000 * nr
            done = clock() + timedelta(days=nr % 2) if state is TaskState.DONE else None
            session.add(Task(number=f"TT{nr}", kind=kind, state=state, site_id=site, from_location_id=places[nr].id,
                             to_location_id=places[nr + 3].id, quantity=1, done_quantity=1, created_at=clock(),
                             done_at=done))  # fmt: skip
    wanted: Counter[tuple[date, TaskKind]] = Counter()
    with past.database.reading() as connection:
        spots = {row.id: (row.x_mm, row.y_mm) for row in connection.execute(select(Location.__table__))}
        for task in connection.execute(select(Task.__table__).where(Task.state == TaskState.DONE)):
            ends = task.from_location_id, task.to_location_id
            if task.kind in (TaskKind.PUTAWAY, TaskKind.MOVE) and None not in ends:
                (x1, y1), (x2, y2) = (spots[end] for end in ends)
                wanted[task.done_at.date(), task.kind] += 2 * (abs(x1 - x2) + abs(y1 - y2))
    rows = past.ask("internal_transport", **EVERYTHING).rows
    assert {(row.day, row.kind): row.driven_mm for row in rows} == dict(wanted)
    assert all(row.grams == round(row.driven_mm / 1e6 * 4.5 * 207 / 3.6) for row in rows)  # kWh an hour, g a kWh
    past.run(ChangeSetting(name=ENERGY, value="2800"))
    past.run(ChangeSetting(name=FACTOR, value="2662"))
    rows = past.ask("internal_transport", **EVERYTHING).rows
    assert all(row.grams == round(row.driven_mm / 1e6 * 2.8 * 2662 / 3.6) for row in rows)  # litres of diesel
    past.run(ChangeSetting(name=SETTING, value="500"))
    rows = past.ask("internal_transport", **EVERYTHING).rows
    assert all(row.grams == round(row.driven_mm * 500 / 1_000_000) for row in rows)
    assert past.ask("internal_transport", grams_per_km=1_000_000, **EVERYTHING).rows[0].grams == rows[0].driven_mm
    assert SETTINGS[ENERGY].default == USUAL_ENERGY
    assert SETTINGS[FACTOR].default == USUAL_FACTOR


def test_each_week_of_the_trend_has_the_kpis_of_its_days(past: App) -> None:
    rows = past.ask("kpi_trend", weeks=3, last=date(2026, 3, 8)).rows
    assert [row.week for row in rows] == [date(2026, 2, 16), date(2026, 2, 23), date(2026, 3, 2)]
    for row in rows:
        same = past.ask("kpis", first=row.week, last=row.week + timedelta(days=6)).rows
        values = [row.dock_to_stock, row.lines_per_hour, row.fill_rate, row.on_time, row.accuracy]
        assert values == [one.value for one in same[:5]]
    assert any(value is not None for value in values)
    with pytest.raises(Refused, match="1 to 520 weeks"):
        past.ask("kpi_trend", weeks=0)


def test_space_is_counted_place_by_place(past: App) -> None:
    with past.database.reading() as connection:
        places = connection.execute(select(Location.__table__, Zone.code.label("zone"))
                                    .join(Zone, Zone.id == Location.zone_id).where(Location.id > 0)).all()  # fmt: skip
        lying = connection.execute(select(stock)).all()
        each = {row.item_id: row.length_mm * row.width_mm * row.height_mm for row in connection.execute(
            select(PackagingLevel.__table__).where(PackagingLevel.level == Level.EACH))}  # fmt: skip
    for row in past.ask("space_by_zone").rows:
        its = {place.id: place.max_volume_mm3 for place in places if place.zone == row.zone}
        there = [heap for heap in lying if heap.location_id in its]
        volume = sum(heap.on_hand * each[heap.item_id] for heap in there)
        assert (row.places, row.taken) == (len(its), len({heap.location_id for heap in there}))
        assert (row.litres, row.room_litres) == (volume // 1_000_000, sum(its.values()) // 1_000_000)
        assert row.fill_percent == pytest.approx(100 * volume / sum(its.values()), abs=0.01)


def _ordered(app: App, demand: list[tuple[datetime, str, int]]) -> None:
    with app.database.writing() as session:
        items = {item.sku: item.id for item in session.scalars(select(Item))}
        one = session.scalars(select(Order)).first()
        assert one is not None
        known = {column.name: getattr(one, column.name) for column in Order.__table__.columns
                 if column.name not in ("id", "number", "entered_at", "version")}  # fmt: skip
        for nr, (moment, sku, quantity) in enumerate(demand):
            order = Order(**known, number=f"X{nr}", entered_at=moment)
            session.add(order)
            session.flush()
            session.add(OrderLine(order_id=order.id, line=1, item_id=items[sku], ordered=quantity))


def test_steady_items_are_x_and_rare_ones_z(past: App) -> None:
    begin = datetime(2026, 1, 5, 9, tzinfo=UTC)
    weekly = {"KIT": [10, 11, 9, 10], "VALVE": [0, 0, 40, 0]}
    _ordered(past, [(begin + timedelta(weeks=w, days=d), sku, q) for sku, all_weeks in weekly.items()
                    for w, whole in enumerate(all_weeks) for d, q in ((0, whole // 2), (3, whole - whole // 2)) if q])
    rows = {row.item: row for row in past.ask("xyz", weeks=4, last=date(2026, 2, 1)).rows}
    assert set(rows) == set(weekly)
    for sku, demand in weekly.items():
        mean = statistics.mean(demand)
        assert rows[sku].quantity == sum(demand)
        assert rows[sku].variation == pytest.approx(statistics.pstdev(demand) / mean, abs=0.001)
    assert (rows["KIT"].xyz, rows["VALVE"].xyz) == ("X", "Z")
    days = {row.weekday: row.quantity for row in
            past.ask("demand_by_weekday", item="KIT", weeks=4, last=date(2026, 2, 1)).rows}  # fmt: skip
    assert days["Monday"] == sum(whole // 2 for whole in weekly["KIT"])
    assert days["Thursday"] == 40 - days["Monday"]
    assert days["Sunday"] == 0
    in_the_next_week = past.ask("xyz", weeks=4, last=date(2026, 2, 4)).rows
    assert {row.item: row.variation for row in in_the_next_week} == {sku: row.variation for sku, row in rows.items()}


def test_an_item_runs_out_on_the_day_its_demand_exceeds_what_is_there() -> None:
    monday = date(2026, 3, 2)
    assert runs_out(10, [4.0, 4.0, 4.0], monday) == date(2026, 3, 4)
    assert runs_out(12, [4.0, 4.0, 4.0], monday) is None
    assert runs_out(0, [0.0, 0.0, 1.0], monday) == date(2026, 3, 4)


def test_what_expires_first_goes_first_and_the_rest_expires_unsold() -> None:
    monday = date(2026, 3, 2)
    assert unsold([(date(2026, 3, 3), 10), (date(2026, 3, 8), 10)], [2.0] * 7, monday) == 6 + 0
    assert unsold([(date(2026, 3, 1), 5)], [2.0] * 7, monday) == 5
    assert unsold([(date(2027, 3, 1), 500)], [2.0] * 7, monday) == 0
    assert unsold([(date(2026, 3, 15), 100)], [2.0] * 7, monday) == 100 - 28


def test_stock_of_the_report_is_that_of_the_moves(past: App) -> None:
    """Every list of stock comes to the same pieces as adding up all moves into and out of the house."""
    with past.database.reading() as connection:
        inside = sum((move.to_location_id > 0) * move.quantity - (move.from_location_id > 0) * move.quantity
                     for move in connection.execute(select(moves)))  # fmt: skip
    for name in ("stock_by_item", "stock_by_location", "stock_by_owner", "stock_by_status", "ageing",
                 "valuation_fifo", "valuation_average"):  # fmt: skip
        assert sum(row.on_hand for row in past.ask(name, limit=1_000).rows) == inside, name
