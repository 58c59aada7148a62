"""A re-slotting plan against the one before it: which moves are new, which no longer pay, and what else is different.

The plan before is the last one that was applied before this one was made; where none was, the last one that was kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from wms.model.words import ProposalState
from wms.model.work import Proposal
from wms.queries.question import col, computed

NEW, GONE, ELSEWHERE, SAME = "moves now", "stays where it is now", "goes elsewhere now", "as before"


@dataclass(frozen=True, slots=True)
class SlottingSinceRow:
    """One plan against the one before it. Walks of a day, with the homes of the time each plan was made."""

    proposal: str = col("Proposal")
    against: str = col("Against")
    against_state: ProposalState = col("Its state")
    against_made_at: datetime = col("Its date", "moment")
    then_mm: int = col("Walk a day then", "mm")
    now_mm: int = col("Walk a day now", "mm")
    same: int = col("Moves as before", "number")
    new: int = col("New moves", "number")
    gone: int = col("No longer", "number")
    elsewhere: int = col("Elsewhere now", "number")
    wishes: str = col("Wishes that changed")


@dataclass(frozen=True, slots=True)
class SlottingChangeRow:
    """One item of either plan, and where each would bring it."""

    proposal: str = col("Proposal")
    item: str = col("Item")
    change: str = col("Since then", "told")
    lies: str = col("Lies at")
    then_to: str = col("To, then")
    now_to: str = col("To, now")


@computed(SlottingSinceRow, key=("proposal",), sort=("-proposal",), topics=("proposals",))
def slotting_since(connection: Connection, start: str | None, proposal: str = "") -> Iterator[SlottingSinceRow]:
    """What is different in a re-slotting plan (the newest) since the one before it."""
    now, then = _both(connection, proposal)
    if now is None or then is None:
        return
    said = [change for *_, change in _changes(now, then)]
    yield SlottingSinceRow(
        now.number, then.number, then.state, then.made_at, _a_day(then), _a_day(now), said.count(SAME),
        said.count(NEW), said.count(GONE), said.count(ELSEWHERE), _wishes(then, now),
    )  # fmt: skip


@computed(SlottingChangeRow, key=("proposal", "item"), sort=("proposal", "item"), topics=("proposals",))
def slotting_changes(connection: Connection, start: str | None, proposal: str = "") -> Iterator[SlottingChangeRow]:
    """Item by item what a re-slotting plan (the newest) does otherwise than the one before it."""
    now, then = _both(connection, proposal)
    if now is None or then is None:
        return
    for item, lies, before, after, change in sorted(_changes(now, then)):
        yield SlottingChangeRow(now.number, item, change, lies, before, after)


def _both(connection: Connection, proposal: str) -> tuple[Any, Any]:
    """The plan asked for, and the one it is held against."""
    query = select(Proposal.number, Proposal.state, Proposal.made_at, Proposal.plan).where(Proposal.kind == "slotting")
    rows = [row for row in connection.execute(query.order_by(Proposal.number.desc()))
            if "homes" in row.plan.get("content", {})]  # fmt: skip
    now = next((row for row in rows if not proposal or row.number == proposal), None)
    if now is None:
        return None, None
    earlier = [row for row in rows if row.number < now.number]
    return now, next((row for row in earlier if row.state is ProposalState.APPLIED), earlier[0] if earlier else None)


def _changes(now: Any, then: Any) -> list[tuple[str, str, str, str, str]]:
    """(item, lies at, to then, to now, change) of every item that either plan moves."""
    was, is_ = _homes(then), _homes(now)
    found = []
    for item in was.keys() | is_.keys():
        before, after = was.get(item), is_.get(item)
        to_then, to_now = (", ".join(sorted(one.values())) if one else "" for one in (before, after))
        change = NEW if before is None else GONE if after is None else SAME if to_then == to_now else ELSEWHERE
        lies = ", ".join(sorted(after or before or ()))
        found.append((item, lies, to_then, to_now, change))
    return found


def _homes(row: Any) -> dict[str, dict[str, str]]:
    """Item → from where to where."""
    found: dict[str, dict[str, str]] = {}
    for home in row.plan["content"]["homes"]:
        found.setdefault(home["item"], {})[home["from"]] = home["to"]
    return found


def _a_day(row: Any) -> int:
    content: Mapping[str, Any] = row.plan["content"]
    return int(content.get("before_mm", 0)) // max(1, int(content.get("days", 1)))


def _wishes(then: Any, now: Any) -> str:
    """The wishes that are not the same, as "moves 40 → 60"."""
    before, after = (row.plan["content"].get("wishes", {}) for row in (then, now))
    return ", ".join(f"{name} {_told(before.get(name))} → {_told(after[name])}" for name in after
                     if before.get(name) != after[name])  # fmt: skip


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, list | tuple):
        return "/".join(map(str, value)) or "–"
    return "–" if value is None else str(value)
