"""What a command has to think about is thought outside of its transaction, and looked at again inside of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wms.app import registry
from wms.app.application import App
from wms.base.errors import Denied, Refused
from wms.operations.master_data.homes import AssignSlot
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.putting_away import decide as deciding
from wms.operations.putting_away import propose
from wms.operations.putting_away.propose import ProposePutaway
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines
from wms.operations.replenishing import propose as proposing
from wms.operations.replenishing.propose import ProposeReplenishment


@pytest.fixture
def receipt(app: App) -> str:
    """Two pallets of pens at the dock."""
    number = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    lines = tuple(ReceivedLine(item="PEN", quantity=240, lpn=plate) for plate in ("P1", "P2"))
    app.run(ReceiveLines(receipt=number, lines=lines))
    return number


def places(app: App) -> list[str]:
    return sorted(row.to_location for row in app.ask("open_tasks").rows)


def meanwhile(monkeypatch: pytest.MonkeyPatch, work: Callable[[], Any]) -> list[int]:
    """Do something while the putaway is thought about; counts how often it was thought about."""
    thought: list[int] = []

    def decide(*known: Any, **more: Any) -> Any:
        thought.append(1)
        if len(thought) == 1:
            work()
        return deciding.decide(*known, **more)

    monkeypatch.setattr(propose, "decide", decide)
    return thought


def test_others_write_while_a_putaway_is_thought_about(
    app: App, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work() -> None:
        app.run(PostOpeningStock(lines=(OpeningLine(item="KIT", quantity=1, location="F-01-08"),)))

    thought = meanwhile(monkeypatch, work)
    assert app.run(ProposePutaway(receipt=receipt)).values["tasks"] == 2
    assert places(app) == ["R-01-01", "R-01-02"]
    assert len(thought) == 1


def test_what_does_not_hold_any_more_is_thought_about_again(
    app: App, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work() -> None:
        app.run(PostOpeningStock(lines=(OpeningLine(item="KIT", quantity=1, location="R-01-01", lpn="X"),)))

    thought = meanwhile(monkeypatch, work)
    app.run(ProposePutaway(receipt=receipt))
    assert places(app) == ["R-01-02", "R-01-03"]
    assert len(thought) == 2


def test_goods_that_come_meanwhile_are_placed_too(app: App, receipt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def work() -> None:
        app.run(ReceiveLines(receipt=receipt, lines=(ReceivedLine(item="PEN", quantity=240, lpn="P3"),)))

    meanwhile(monkeypatch, work)
    assert app.run(ProposePutaway(location="DOCK-1")).values["tasks"] == 3


def test_a_replay_gives_the_first_answer_although_nothing_waits_any_more(app: App, receipt: str) -> None:
    first = app.run(ProposePutaway(receipt=receipt), key="K")
    assert app.run(ProposePutaway(receipt=receipt), key="K") == first
    with pytest.raises(Refused, match="Nothing waits"):
        app.run(ProposePutaway(receipt=receipt))


def test_commands_that_come_together_think_where_they_are_carried_out(app: App) -> None:
    number = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    lines = (ReceivedLine(item="PEN", quantity=240, lpn="P1"),)
    app.run_together([ReceiveLines(receipt=number, lines=lines), ProposePutaway(receipt=number)])
    assert places(app) == ["R-01-01"]


def test_who_may_not_do_it_is_told_before_anything_is_thought(app: App, receipt: str) -> None:
    assert registry.command("ProposePutaway").think is not None
    with pytest.raises(Denied):
        app.run(ProposePutaway(receipt=receipt), login="nobody")


def test_replenishment_is_planned_before_its_transaction_and_again_when_the_reserve_changed(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.run(AssignSlot(item="PEN", location="F-01-01", minimum=20, maximum=60))
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=50, location="R-01-02", lpn="OLD"),)))


    planned: list[int] = []
    plan = proposing.hauls

    def hauls(*known: Any, **more: Any) -> Any:
        found = plan(*known, **more)
        planned.append(len(found))
        if len(planned) == 1:
            app.run(AssignSlot(item="PEN", location="F-01-02", minimum=0, maximum=10))
            app.run(ProposeReplenishment())
        return found

    monkeypatch.setattr(proposing, "hauls", hauls)
    assert app.run(ProposeReplenishment()).values["tasks"] == 0
    assert planned == [1, 1, 0]
