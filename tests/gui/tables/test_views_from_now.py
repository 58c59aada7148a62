"""Views may reckon from the moment they are taken: today, late, the next seven days, by the site's clock."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pytestqt.qtbot import QtBot

from wms.base.clock import utc_now
from wms.gui.desk.desk import Desk
from wms.gui.registry.declared import FromNow, Listing, View
from wms.gui.tables.pane import TablePane
from wms.gui.tables.seeking import Seeking
from wms.gui.texts.say import use
from wms.queries.page import Filter

LIST = Listing("test.from_now", "Expected", "open_asns")


def _value(of: FromNow) -> Any:
    seeking = Seeking(LIST)
    seeking.use(View("", (Filter("expected_at", "<", of),)))
    return seeking.filters[0].value


def test_a_view_reckons_midnights_by_the_clock_on_the_sites_wall() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    use("en", zone)
    today, tomorrow = _value(FromNow(midnights=0)), _value(FromNow(midnights=1))
    use("en")
    assert today.astimezone(zone).time().isoformat() == "00:00:00"
    assert today.tzinfo is UTC
    assert today <= utc_now() <= tomorrow
    assert tomorrow - today == timedelta(days=1)


def test_a_list_may_begin_with_a_view_and_says_what_to_do_when_it_is_empty(desk: Desk, qtbot: QtBot) -> None:
    todo = View("To come", (Filter("state", "=", "expected"),))
    pane = TablePane(desk, Listing("test.first", "Expected", "asns", views=(todo,), first="To come", empty="Announce."))
    qtbot.addWidget(pane)
    qtbot.waitUntil(lambda: pane.states.shown == "empty")
    assert pane.views.used == "To come"
    pane.seeking.find("ASN-1")
    qtbot.waitUntil(lambda: pane.states.shown == "nothing")


def test_a_view_may_end_right_now() -> None:
    before = utc_now()
    assert before <= _value(FromNow()) <= utc_now()
