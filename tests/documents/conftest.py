"""What the tests of papers share: the small warehouse after a day's work, and a look at what was drawn."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from wms.app import printing, rows
from wms.app.application import App
from wms.base.clock import SetClock
from wms.model.words import DiscrepancyKind, Disposition, LocationType, PickMethod
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.counting.open import OpenCount
from wms.operations.holding import PlaceHold
from wms.operations.master_data.homes import AssignSlot
from wms.operations.master_data.locations import LocationLine, RegisterLocations
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackTote
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.picking.put import PutIntoSlot
from wms.operations.putting_away.propose import ProposePutaway
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines
from wms.operations.receiving.report import ReportDiscrepancy
from wms.operations.replenishing.propose import ProposeReplenishment
from wms.operations.returning.open import OpenReturn
from wms.operations.returning.receive import ReceiveReturnLine
from wms.operations.shipping.load import LoadCarton, OpenLoad
from wms.operations.shipping.manifest import CloseManifest
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

EXPIRY = date(2026, 3, 20)
PLATE = "340123450000000017"
PHOTO = base64.b64encode(b"\xff\xd8\xff\xe0 a photo").decode()
Print = Callable[..., Path]


@pytest.fixture
def worked(app: App, clock: SetClock) -> App:
    """A day at the small warehouse: a delivery on the dock, an order gone, a wave to pick, a return, counts."""
    _arrive(app)
    _stock(app)
    _ship(app, clock)
    three = (OrderedLine(item="PEN", quantity=7), OrderedLine(item="MILK", quantity=2),
             OrderedLine(item="DRILL", quantity=1))  # fmt: skip
    app.run(EnterOrder(customer="CUS", carrier="CAR", lines=three))
    app.run(AllocateOrders())
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document))
    _pick_by_zones(app)
    app.run(ProposeReplenishment())
    app.run(OpenCount(locations=("F-01-02",), reason="Monthly"))
    app.run(OpenCount(locations=("C-01-01", "F-01-05"), blind=False, reason="Monthly"))
    app.run(PlaceHold(reason="Recalled by the supplier", location="R-01-05"))
    return app


def _pick_by_zones(app: App) -> None:
    """An order in two parts, of which one is in its slot."""
    app.run(RegisterLocations(lines=tuple(
        LocationLine(code=f"W-{n}", zone="PCK", aisle="01", type=LocationType.TOTE, x_mm=5_000, y_mm=18_000,
                     pick_sequence=90 + n) for n in (1, 2)
    )))  # fmt: skip
    order = app.run(EnterOrder(customer="CUS", carrier="CAR", lines=(
        OrderedLine(item="PEN", quantity=3), OrderedLine(item="MILK", quantity=2)))).document  # fmt: skip
    app.run(AllocateOrders())
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document, method=PickMethod.ZONE))
    pens = next(row for row in rows.all_rows(app, "pick_list", order=order) if row.item == "PEN")
    app.run(ConfirmPick(task=pens.task, location=pens.location, item="PEN"))
    app.run(PutIntoSlot(tote=f"TOTE-{order}-{pens.zone}", slot="W-1"))


def _arrive(app: App) -> None:
    asn = app.run(RegisterAsn(supplier="SUP", expected=app.clock(), lines=(
        AnnouncedLine(item="PEN", quantity=300), AnnouncedLine(item="MILK", quantity=24, lot="L1", expiry=EXPIRY),
    ))).document  # fmt: skip
    receipt = app.run(CheckIn(dock="DOCK-1", asn=asn)).document
    app.run(ReceiveLines(receipt=receipt, lines=(
        ReceivedLine(item="PEN", quantity=240, lpn=PLATE), ReceivedLine(item="PEN", quantity=10, damaged=True),
        ReceivedLine(item="MILK", quantity=24, lot="L1", expiry=EXPIRY),
    )))  # fmt: skip
    app.run(ReportDiscrepancy(receipt=receipt, item="PEN", kind=DiscrepancyKind.DAMAGED, quantity=10,
                              note="Crushed corner", photo="corner.jpg", content=PHOTO))  # fmt: skip
    app.run(ProposePutaway(receipt=receipt))


def _stock(app: App) -> None:
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=100, location="F-01-02"),
        OpeningLine(item="PEN", quantity=90, location="R-01-05"),
        OpeningLine(item="MILK", quantity=20, location="C-01-01", lot="L0", expiry=EXPIRY),
        *(OpeningLine(item="DRILL", quantity=1, location="F-01-05", serial=serial) for serial in ("S1", "S2")),
    )))  # fmt: skip
    app.run(AssignSlot(item="PEN", location="F-01-01", minimum=20, maximum=60))


def _ship(app: App, clock: SetClock) -> None:
    number = app.run(EnterOrder(customer="CUS", carrier="CAR", reference="PO-77", lines=(
        OrderedLine(item="PEN", quantity=15), OrderedLine(item="MILK", quantity=4),
    ))).document  # fmt: skip
    app.run(AllocateOrders())
    for batch in app.run(ReleaseWave(wave=app.run(PlanWaves()).document)).values["batches"]:
        app.run(ConfirmPicks(batch=batch))
    carton = app.run(OpenCarton(order=number)).document
    app.run(PackTote(carton=carton, tote=f"TOTE-{number}"))
    app.run(CloseCarton(carton=carton, weight_g=1_300, accept_weight=True))
    load = app.run(OpenLoad(carrier="CAR", dock="DOCK-9", cutoff=clock() + timedelta(days=2))).document
    app.run(LoadCarton(carton=carton, load=load))
    app.run(CloseManifest(load=load))
    back = app.run(OpenReturn(order=number, reason="Too many")).document
    app.run(ReceiveReturnLine(number=back, item="PEN", quantity=3, disposition=Disposition.RESTOCK, condition="as new"))


@pytest.fixture
def wanted(worked: App) -> dict[str, dict[str, Any]]:
    """What to print: every paper by name, with the parameters it needs."""
    batches = rows.all_rows(worked, "batches", open_only=True)
    carton = rows.all_rows(worked, "cartons")[0].carton
    return {
        "receipt": {"receipt": "R-000001"}, "putaway_list": {"document": "R-000001"}, "replenishment_list": {},
        "pick_list": {"batch": batches[0].batch}, "pick_lists": {"wave": batches[0].wave},
        "consolidation_list": {}, "packing_slip": {"order": "O-000001"},
        "manifest": {"load": "LD-000001"}, "bill_of_lading": {"load": "LD-000001"},
        "count_sheet": {"count": "CC-000002"}, "stock_report": {},
        "return_receipt": {"number": "RT-000001"}, "lpn_label": {"lpn": PLATE}, "carton_label": {"carton": carton},
        "location_labels": {"zone": "FWD", "check": "yes"},
        "hold_label": {"hold": "H-000001"},
        "item_labels": {"item": "MILK", "lot": "L0", "copies": 2},
        "test_page": {}, "test_label": {},
    }  # fmt: skip


@pytest.fixture
def pdf(worked: App, tmp_path: Path) -> Callable[..., pypdfium2.PdfDocument]:
    """Print a paper and open it: pdf("pick_list", language="zh", batch=…)."""

    def made(name: str, **more: Any) -> pypdfium2.PdfDocument:
        out = tmp_path / f"{name}.pdf"
        printing.print_paper(worked, name, out, **more)
        return pypdfium2.PdfDocument(out.read_bytes())

    return made


@pytest.fixture
def laid_out() -> Callable[[pypdfium2.PdfPage, str], None]:
    """Check a page: no text leaves it, and no two texts lie on each other."""

    def check(page: pypdfium2.PdfPage, name: str) -> None:
        text, (wide, high) = page.get_textpage(), page.get_size()
        boxes = [text.get_rect(number) for number in range(text.count_rects())]
        assert boxes, f"{name} says nothing"
        for number, (left, bottom, right, top) in enumerate(boxes):
            assert 0 <= left <= right <= wide, (name, text.get_text_bounded(left, bottom, right, top))
            assert 0 <= bottom <= top <= high, (name, text.get_text_bounded(left, bottom, right, top))
            for other in boxes[number + 1 :]:
                across, down = min(right, other[2]) - max(left, other[0]), min(top, other[3]) - max(bottom, other[1])
                assert min(across, down) < 0.7, (name, text.get_text_bounded(left, bottom, right, top),
                                                 text.get_text_bounded(*other))  # fmt: skip

    return check
