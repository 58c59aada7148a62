"""Waves that nobody has begun are dissolved, so that their orders can be planned anew; what is begun stays.

A planned wave is given up. Of a released wave the batches nobody has started are called back, with their pick tasks;
their pick lists must not be used any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from wms.base.errors import Problems
from wms.model.outbound import Batch, Wave
from wms.model.words import BatchState, WaveState
from wms.operations import find
from wms.operations.planning.morning import Waiting
from wms.operations.planning.picks import waiting_batches
from wms.operations.unit import Unit
from wms.operations.waving.end import CancelWave, UnreleaseWave, cancel_wave, unrelease_wave


def content(orders: Sequence[Waiting]) -> dict[str, list[str]]:
    """The planned and released waves the orders come from, and the batches that would be called back."""
    return {
        "planned": sorted({o.wave for o in orders if o.wave and not o.released}),
        "released": sorted({o.wave for o in orders if o.wave and o.released}),
        "batches": sorted({batch for o in orders for batch in o.batches}),
    }


def refuse_begun(unit: Unit, again: dict[str, list[str]], proposal: str, problems: Problems) -> None:
    """Note every wave and batch that is not as it was when the plan was made."""
    waves = find.many(unit.session, Wave, Wave.number, again.get("planned", ()))
    for number in again.get("planned", ()):
        state = waves[number].state if number in waves else None
        if state is not WaveState.PLANNED:
            problems.add("{number} is out of date: the wave {wave} is {state} by now.", field="proposal",
                         number=proposal, wave=number, state=state.value if state else "gone")  # fmt: skip
    named = set(again.get("batches", ()))
    batches = find.many(unit.session, Batch, Batch.number, named)
    for number in sorted(named):
        batch = batches.get(number)
        if batch is None or batch.state is not BatchState.READY or batch.started_at is not None:
            problems.add("{number} is out of date: the batch {batch} is begun by now.", field="proposal",
                         number=proposal, batch=number)  # fmt: skip
    for wave in _released(unit, again):
        for batch in waiting_batches(unit.session, wave.id):
            if batch.number not in named:
                problems.add("{number} is out of date: the batch {batch} of {wave} is new.", field="proposal",
                             number=proposal, batch=batch.number, wave=wave.number)  # fmt: skip


def dissolve(unit: Unit, again: dict[str, list[str]]) -> list[str]:
    """Call back and give up these waves, as far as nobody has begun them; the waves that are gone."""
    gone = []
    for wave in _released(unit, again):
        unit.require("waving.release")
        unrelease_wave(UnreleaseWave(wave=wave.number), unit)
        if wave.state is WaveState.PLANNED:
            cancel_wave(CancelWave(wave=wave.number), unit)
            gone.append(wave.number)
    for number in again.get("planned", ()):
        cancel_wave(CancelWave(wave=number), unit)
        gone.append(number)
    return gone


def _released(unit: Unit, again: dict[str, Any]) -> list[Wave]:
    found: list[Wave] = []
    for chunk in find.chunks(again.get("released", ())):
        found += unit.session.scalars(select(Wave).where(Wave.number.in_(chunk)).order_by(Wave.number))
    return found
