"""One morning through many steps, each command as text would give it; at its end the books prove."""

from __future__ import annotations

from datetime import date
from typing import Any

from wms.app.application import App
from wms.ledger.proof.prove import prove
from wms.operations import fields
from wms.operations.adjusting.adjust import AdjustedLine, AdjustStock, AdjustStockLines, ScrapStock
from wms.operations.adjusting.decide import ApproveAdjustment
from wms.operations.adjusting.reverse import ReversePosting
from wms.operations.assembling import AssembleKit, DisassembleKit
from wms.operations.command import Command
from wms.operations.counting.enter import EnterCount, FoundLine
from wms.operations.counting.open import OpenCount
from wms.operations.counting.post import PostCount
from wms.operations.counting.review import RequestRecount
from wms.operations.master_data.homes import AssignSlot, ComponentLine, DefineKit
from wms.operations.master_data.items import ItemLine, LevelLine, RegisterItems
from wms.operations.moving.move import MoveStock
from wms.operations.moving.plate import BuildLpn, MoveLpn, NestLpn, UnnestLpn
from wms.operations.moving.share import MergeLpn, SplitLpn
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.people.log_in import LogIn
from wms.operations.people.roles import DefineRole, GrantRole
from wms.operations.people.users import RegisterUser
from wms.operations.replenishing.confirm import ConfirmReplenishment
from wms.operations.replenishing.propose import ProposeReplenishment


def run(app: App, command: Command, login: str = "") -> dict[str, Any]:
    """Run it as it comes back from plain values, and read its answer's sentence."""
    again = fields.read(type(command), fields.written(command))
    assert again == command
    done = app.run(again, login=login)
    assert "{" not in done.message
    return done.values | {"document": done.document}


def setting_up(app: App) -> None:
    each = LevelLine(level="each", gtin="4012345000009")  # type: ignore[arg-type]
    run(app, RegisterItems(lines=(ItemLine(sku="CUP", name="Cup", cost_minor=150, levels=(each,)),)))
    run(app, AssignSlot(item="PEN", location="F-01-01", minimum=20, maximum=80))
    run(app, DefineKit(kit="KIT", lines=(ComponentLine(item="PEN", quantity=2), ComponentLine(item="CUP", quantity=1))))
    run(app, RegisterUser(login="eve", name="Eve", password="a long enough one"))
    run(app, DefineRole(code="lead", permissions=("adjusting.*", "counting.*")))
    run(app, GrantRole(login="eve", role="lead"))
    assert run(app, LogIn(login="eve", password="a long enough one"))["admitted"]
    run(app, PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=200, location="R-01-01", lpn="PAL"),
        OpeningLine(item="CUP", quantity=30, location="BENCH-1"),
        OpeningLine(item="MILK", quantity=12, location="C-01-01", lot="L1", expiry=date(2026, 3, 20)),
        OpeningLine(item="DRILL", quantity=1, location="F-01-05", serial="S1"),
    )))  # fmt: skip


def moving_about(app: App) -> None:
    run(app, ProposeReplenishment())
    with app.database.reading() as connection:
        task = connection.exec_driver_sql("SELECT number FROM task").scalar_one()
    run(app, ConfirmReplenishment(task=task))
    run(app, MoveStock(item="PEN", quantity=20, location="F-01-01", to="BENCH-1"))
    carton = run(app, SplitLpn(lpn="PAL", item="PEN", quantity=2, level="case"))["lpn"]  # type: ignore[arg-type]
    run(app, NestLpn(lpn=carton, onto="PAL"))
    run(app, MoveLpn(lpn="PAL", to="R-01-02"))
    run(app, UnnestLpn(lpn=carton))
    new = run(app, BuildLpn(location="R-01-02"))["document"]
    run(app, MergeLpn(lpn=carton, into=new))


def assembling(app: App) -> None:
    run(app, AssembleKit(kit="KIT", quantity=8, location="BENCH-1"))
    posting = run(app, DisassembleKit(kit="KIT", quantity=3, location="BENCH-1"))["posting"]
    run(app, ReversePosting(posting=posting, reason="they are wanted after all"))


def correcting(app: App) -> None:
    run(app, ScrapStock(item="MILK", quantity=2, location="C-01-01", lot="L1", reason="burst"))
    lines = (AdjustedLine(item="CUP", quantity=-1, location="BENCH-1"),
             AdjustedLine(item="PEN", quantity=1, location="BENCH-1"))  # fmt: skip
    run(app, AdjustStockLines(reason="mixed up", lines=lines))
    costly = AdjustStock(item="DRILL", quantity=1, location="F-01-05", serial="S2", cost_minor=60_000, reason="found")
    run(app, ApproveAdjustment(adjustment=run(app, costly)["number"]), login="eve")


def counting(app: App) -> None:
    count = run(app, OpenCount(locations=("F-01-01", "F-01-02")))["document"]
    run(app, MoveStock(item="PEN", quantity=10, location="F-01-01", to="F-01-02"))
    for attempt in range(2):
        run(app, EnterCount(count=count, location="F-01-01", lines=(FoundLine(item="PEN", quantity=45),)))
        run(app, EnterCount(count=count, location="F-01-02", lines=(FoundLine(item="PEN", quantity=9),)))
        if not attempt:
            run(app, RequestRecount(count=count, locations=("F-01-01", "F-01-02")))
    run(app, PostCount(count=count))


def test_the_books_prove_after_a_morning_of_every_step(app: App) -> None:
    for part in (setting_up, moving_about, assembling, correcting, counting):
        part(app)
    with app.database.reading() as connection:
        proof = prove(connection)
        at = "SELECT sum(on_hand) FROM stock s JOIN location l ON l.id = s.location_id WHERE l.code IN (?, ?)"
        left = connection.exec_driver_sql(at, ("F-01-01", "F-01-02")).scalar_one()
    assert [finding for finding in proof.findings if not finding.ok] == []
    assert left == 54
