"""The day's work: orders are allocated, gathered into waves, picked with some mishaps; cartons are loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from wms.app.day.floor import Floor
from wms.app.planning import make_plan
from wms.base.errors import Refused
from wms.model.words import BatchState, CartonState, LoadState, PartyKind, Purpose, TaskKind, WaveState
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.master_data.parties import PartyLine, RegisterParties
from wms.operations.picking.batches import ClaimBatch
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.picking.paper import ConfirmPicks, PickException
from wms.operations.picking.short import ReportShortPick
from wms.operations.planning.batches import ApplyBatchPlan
from wms.operations.proposals import DiscardProposal
from wms.operations.replenishing.confirm import ConfirmReplenishment
from wms.operations.replenishing.propose import ProposeReplenishment
from wms.operations.shipping.load import LoadCarton, OpenLoad, StageCarton
from wms.operations.shipping.manifest import CloseManifest
from wms.operations.waving.end import CloseWave
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

_REASONS = ("missing", "damaged", "not to be reached", "wrong item in the place")
SCANNED_EVERY = 3


def replenish(floor: Floor) -> None:
    """Fill the forward pick locations from reserve before the pickers come."""
    [supervisor, *_] = floor.staff("super")
    floor.do(ProposeReplenishment(), supervisor, 30)
    for task in floor.each("Filling forward locations", floor.ask("open_tasks", kind=TaskKind.REPLENISH)):
        floor.do(ConfirmReplenishment(task=task.task), floor.turn(floor.staff("clerk")), 90)


def allocate(floor: Floor) -> None:
    """Set stock aside for every open order."""
    floor.say("Allocating")
    floor.do(AllocateOrders(), floor.staff("super")[0], 30)


def plan_and_release(floor: Floor) -> list[str]:
    """Gather allocated orders into waves and send them to the floor, with a pick list for every walk."""
    [supervisor, *_] = floor.staff("super")
    floor.do(PlanWaves(), supervisor, 60)
    waves = [row.wave for row in floor.ask("waves", state=WaveState.PLANNED)]
    for wave in floor.each("Releasing waves", waves):
        floor.do(ReleaseWave(wave=wave), supervisor, 30)
        _walk_less(floor, wave, supervisor)
        for batch in floor.ask("batches", wave=wave, state=BatchState.READY):
            floor.print("pick_list", f"pick-list-{batch.batch}", batch=batch.batch)
    return waves


def _walk_less(floor: Floor, wave: str, supervisor: str) -> None:
    """Regroup the picks into shorter walks, by a short search that ends by itself: days can be repeated."""
    try:
        number, plan = make_plan(floor.app, "batches", login=supervisor, wave=wave, rounds=0, prepare=False)
    except Refused:
        return  # a building that is not drawn is walked in pick sequence
    for name in ("by_sequence_mm", "before_mm", "walk_mm"):
        floor.walks[name] = floor.walks.get(name, 0) + plan.content[name]
    if plan.content["walk_mm"] < plan.content["before_mm"]:
        floor.do(ApplyBatchPlan(proposal=number), supervisor, 30)
    else:
        floor.do(DiscardProposal(proposal=number), supervisor)


def pick(floor: Floor, waves: Sequence[str], share: float = 1.0) -> None:
    """Walk every batch (or the first `share` of them): some scan each stop, others confirm the paper at the desk."""
    batches = [batch for wave in waves for batch in floor.ask("batches", wave=wave, state=BatchState.READY)]
    for number, batch in enumerate(floor.each("Picking", batches[: round(len(batches) * share)])):
        picker = floor.turn(floor.staff("picker"))
        floor.do(ClaimBatch(batch=batch.batch), picker, 60)
        if number % SCANNED_EVERY == 0:
            _scan(floor, batch.batch, picker)
        else:
            _paper(floor, batch.batch, picker)
    if share == 1.0:
        for wave in waves:
            floor.do(CloseWave(wave=wave), floor.staff("super")[0], 10)


def _scan(floor: Floor, batch: str, picker: str) -> None:
    for _ in range(5):  # a short pick may add stops to the same walk
        stops = floor.ask("pick_list", batch=batch, open_only=True)
        for stop in stops:
            if floor.dice.random() < floor.mishaps.short_picked:
                found = floor.dice.randint(0, stop.quantity - 1)
                reason = floor.dice.choice(_REASONS)
                floor.do(ReportShortPick(task=stop.task, quantity=found, reason=reason), picker, 45)
                floor.miss(stop, found)
            else:
                scan = ConfirmPick(task=stop.task, location=stop.location, item=stop.item, lot=stop.lot,
                                   serial=stop.serial)  # fmt: skip
                floor.do(scan, picker, 25)
        if not stops:
            return


def _paper(floor: Floor, batch: str, picker: str) -> None:
    for _ in range(5):
        stops = floor.ask("pick_list", batch=batch, open_only=True)
        if not stops:
            return
        short = [(stop, floor.dice.randint(0, stop.quantity - 1)) for stop in stops
                 if floor.dice.random() < floor.mishaps.short_picked]  # fmt: skip
        exceptions = tuple(
            PickException(task=stop.task, quantity=found, reason=floor.dice.choice(_REASONS)) for stop, found in short
        )
        floor.do(ConfirmPicks(batch=batch, exceptions=exceptions), picker, 22 * len(stops))
        for stop, found in short:
            floor.miss(stop, found)


def ship(floor: Floor, share: float = 1.0) -> list[str]:
    """Stage and load closed cartons by carrier and cut-off, and let the trucks go; returns the loads."""
    groups = trucks(floor)
    lanes, docks = floor.places(Purpose.STAGING), floor.places(Purpose.SHIPPING)
    loads: list[str] = []
    for carrier, cutoff, cartons in floor.each("Loading trucks", groups[: max(1, round(len(groups) * share))]):
        clerk, lane = floor.turn(floor.staff("super")), floor.turn(lanes)
        leaves = max(cutoff, _hour(floor.clock()))
        opened = OpenLoad(carrier=carrier, dock=floor.turn(docks), cutoff=leaves, trailer=f"TR-{len(loads) + 1:03}")
        load = floor.do(opened, clerk, 120).document
        for carton in cartons:
            floor.do(StageCarton(carton=carton, lane=lane), clerk, 5)
        for carton in cartons:
            floor.do(LoadCarton(carton=carton, load=load), clerk, 5)
        loads.append(load)
    return loads


def depart(floor: Floor, loads: Sequence[str]) -> None:
    """Close the manifests of loaded trucks."""
    for load in floor.each("Trucks leave", loads):
        floor.do(CloseManifest(load=load), floor.staff("super")[0], 60)
        floor.print("manifest", f"manifest-{load}", load=load)
        floor.print("bill_of_lading", f"bill-of-lading-{load}", load=load)


def trucks(floor: Floor) -> list[tuple[str, datetime, list[str]]]:
    """Closed cartons by carrier and hour of cut-off; orders without a carrier go with the first there is.

    What ships complete and came short stays until its last piece is packed.
    """
    orders = {row.order: row for row in floor.ask("open_orders")}
    found: dict[tuple[str, datetime], list[str]] = defaultdict(list)
    for carton in floor.ask("cartons", state=CartonState.CLOSED):
        order = orders.get(carton.order)
        if order is not None and (order.packed >= order.ordered or not order.ship_complete):
            carrier = order.carrier or _any_carrier(floor)
            found[carrier, _hour(order.cutoff_at)].append(carton.carton)
    open_loads = {(row.carrier, row.cutoff_at) for row in floor.ask("loads", state=LoadState.OPEN)}
    return [(carrier, at, its) for (carrier, at), its in sorted(found.items()) if (carrier, at) not in open_loads]


def _any_carrier(floor: Floor) -> str:
    carriers: list[Any] = floor.ask("parties", kind=PartyKind.CARRIER, active=True)
    if not carriers:
        line = PartyLine(kind=PartyKind.CARRIER, code="COLLECT", name="Daily collection")
        floor.do(RegisterParties(lines=(line,)), floor.app.login)
        return line.code
    return str(carriers[0].code)


def _hour(moment: datetime) -> datetime:
    """The full hour a truck leaves at: the one of the cut-off, or the next."""
    floor_hour = moment.replace(minute=0, second=0, microsecond=0)
    return floor_hour if floor_hour == moment else floor_hour + timedelta(hours=1)
