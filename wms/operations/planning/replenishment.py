"""Which goods are brought from reserve to which forward pick location: planned, looked at, and then made into tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import Problems, refuse
from wms.base.jobs import Watch
from wms.model.site import Site
from wms.model.tracking import Lot
from wms.model.words import ProposalState
from wms.operations import find, settings
from wms.operations.command import Command, arg, handles
from wms.operations.planning import expecting
from wms.operations.planning.expecting import NOTHING, Past
from wms.operations.planning.made import Made, made
from wms.operations.proposals import open_proposal
from wms.operations.replenishing import shelves
from wms.operations.replenishing.plan import Haul, hauls
from wms.operations.replenishing.propose import written
from wms.operations.replenishing.shelves import Home, Pile, Shelves, Source
from wms.operations.unit import Answer, Unit
from wms.planning.plan import Plan

KIND = "replenishment"


@dataclass(frozen=True, slots=True)
class Reserves:
    """What replenishment is planned from; `lots` are the lots' codes by id.

    `past` is the demand by item, and `days` for how many of them, today counted, the forecast is to be covered.
    """

    site: str
    shelves: Shelves
    lots: dict[int, str]
    movers: int
    horizon_s: int
    handling_s: int
    past: Past = NOTHING
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyReplenishment(Command):
    """Make the replenishment tasks a plan proposes."""

    proposal: str = arg("The proposal's number", refers="proposal")


def read(session: Session, *, now: datetime, site: str = "") -> Reserves:
    """Homes, reserve and what orders want. Raises Refused where no item has a home to fill."""
    found = find.site(session, site)
    known = shelves.read(Unit(session, 0, "", frozenset(), now), found, (), True)
    if not known.homes:
        raise refuse("No item has a home with a maximum to fill it up to.", field="site")
    ids = {pile.source[2] for pile in known.piles}
    lots = {number: code for chunk in find.chunks(sorted(ids)) for number, code in
            session.execute(select(Lot.id, Lot.code).where(Lot.id.in_(chunk)))}  # fmt: skip
    minutes = settings.value(session, "replenishing.horizon_minutes")
    movers, seconds = (settings.value(session, f"replenishing.{n}") for n in ("movers", "handling_seconds"))
    days = settings.value(session, "replenishing.forecast_days")
    past = expecting.past(session, now, found.id) if days else NOTHING
    return Reserves(found.code, known, lots, movers, minutes * 60, seconds, past, days)


def solve(known: Reserves, seed: int, watch: Watch) -> Made:
    """The trips with the least time. It knows no chance, so every seed gives the same."""
    plans: list[Plan[Any]] = []
    homes = {home.item.id for home in known.shelves.homes}
    coming = expecting.expected(known.past.only(homes), known.days, expecting.SAFE, watch)
    known.shelves.forecast = {item: quantity for item, quantity in coming.items() if quantity}
    trips = hauls(known.shelves, movers=known.movers, horizon_s=known.horizon_s, handling_s=known.handling_s,
                  watch=watch, told=plans)  # fmt: skip
    seconds = sum(plan.objective for plan in plans)
    one = plans[0] if plans else Plan((), 0.0, 0.0, watch.stop.elapsed(), seed, "nothing to bring")
    rows = [(n, t.home.item.sku, known.lots.get(t.pile.source[2], ""), t.quantity, t.pile.location.code,
             t.home.location.code, t.why) for n, t in enumerate(trips, 1)]  # fmt: skip
    content = {"site": known.site, "trips": [
        {"source": list(t.pile.source), "slot": t.home.slot_id, "item": t.home.item.sku, "quantity": t.quantity,
         "from": t.pile.location.code, "to": t.home.location.code, "due_s": t.due_s, "why": t.why} for t in trips
    ]}  # fmt: skip
    summary = f"{len(trips)} trips bring {sum(t.quantity for t in trips)} pieces in {seconds / 60:.0f} minutes of work."
    reasons = [f"{n} trips: {why}" for why, n in Counter(_kind(t) for t in trips).most_common()]
    if known.shelves.forecast:
        reasons.append(f"The forecast expects {sum(known.shelves.forecast.values())} more pieces of "
                       f"{len(known.shelves.forecast)} items in {known.days} days, in four of five cases.")  # fmt: skip
    bound = seconds if len(plans) <= 1 else None  # items with several homes are planned home by home
    return made(KIND, one, summary=summary, unit="s", rows=rows, content=content, objective=seconds, bound=bound,
                columns=("trip", "item", "lot", "quantity", "from", "to", "why"), reasons=reasons)  # fmt: skip


@handles("replenishing.propose", "tasks", "proposals")
def apply_replenishment(command: ApplyReplenishment, unit: Unit) -> Answer:
    proposal = open_proposal(unit, command.proposal, KIND)
    content: dict[str, Any] = proposal.plan["content"]
    site = find.site(unit.session, content["site"])
    answer = written(unit, site, _still(unit, site, content["trips"], proposal.number))
    proposal.state = ProposalState.APPLIED
    return answer


def _still(unit: Unit, site: Site, trips: Sequence[dict[str, Any]], proposal: str) -> list[Haul]:
    """The planned trips as the books stand now. Raises Refused with every one that cannot be made any more."""
    now = shelves.read(unit, site, (), True)
    piles: dict[Source, Pile] = {pile.source: pile for pile in now.piles}
    homes: dict[int, Home] = {home.slot_id: home for home in now.homes}
    left = {source: pile.quantity for source, pile in piles.items()}
    room = {slot: home.maximum - home.on_hand for slot, home in homes.items()}
    problems = Problems()
    found: list[Haul] = []
    for trip in trips:
        item, place, lot, lpn = trip["source"]
        source: Source = (item, place, lot, lpn)
        if left.get(source, 0) < trip["quantity"]:
            problems.add("{number} is out of date: {place} has {left} free of {item}, not {quantity}.",
                         field="proposal", number=proposal, place=trip["from"], left=left.get(source, 0),
                         item=trip["item"], quantity=trip["quantity"])  # fmt: skip
        elif trip["slot"] not in homes or room[trip["slot"]] < trip["quantity"]:
            problems.add("{number} is out of date: {place} has no room any more for {quantity} {item}.",
                         field="proposal", number=proposal, place=trip["to"], quantity=trip["quantity"],
                         item=trip["item"])  # fmt: skip
        else:
            left[source] -= trip["quantity"]
            room[trip["slot"]] -= trip["quantity"]
            found.append(Haul(piles[source], homes[trip["slot"]], trip["quantity"], trip["due_s"], trip["why"]))
    problems.refuse()
    return found


def _kind(trip: Haul) -> str:
    return "for orders that hold the stock already." if trip.why.startswith("Orders") else (
        "for orders to come." if trip.why.startswith("The forecast") else
        "for open orders." if trip.why.startswith("Open") else "to stay above the minimum.")  # fmt: skip
