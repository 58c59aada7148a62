"""Several people at work at the same time: each does one thing, and while that is under way the others do theirs.

What a person does is a generator of waits: each `yield` gives what must hold before the person goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from tests.gui.journeys.person import Person
from wms.gui.screens.packing.pack_dialogue import PackDialogue
from wms.gui.screens.picking.stop import AtStop

Wait = Callable[[], bool]
Doing = Iterator[Wait]
LONGEST_S = 240


def together(*doings: Doing) -> None:
    """Let everybody work until all are done."""
    waits: dict[Doing, Wait] = {doing: lambda: True for doing in doings}
    end = time.monotonic() + LONGEST_S
    while waits:
        assert time.monotonic() < end, "somebody waits in vain"
        for doing, holds in [*waits.items()]:
            if not holds():
                continue
            try:
                waits[doing] = next(doing)
            except StopIteration:
                del waits[doing]
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        time.sleep(0.001)


def said(who: Person, code: str) -> Wait:
    """Scan now; holds when the scan is answered."""
    before = len(who.answers)
    who.send(code)
    return lambda: len(who.answers) > before and who.quiet


def pressed(who: Person, name: str) -> Wait:
    """Take a choice now; holds when it is done with."""
    who.keys(who.bench.choices.keys[name])
    return lambda: who.quiet


def picking(who: Person, done: list[str]) -> Doing:
    """Take batch after batch until there is none; `done` takes the tasks confirmed."""
    who.goes_to("picking", "pick")
    yield lambda: who.quiet
    while True:
        step = who.bench.dialogue.step
        if isinstance(step, AtStop):
            yield from _stop(who, step)
            done.append(step.row.task)
        elif "named" in who.bench.choices.keys:
            yield pressed(who, "named")
        elif "next" in who.bench.choices.keys:
            yield pressed(who, "next")
        else:
            return


def _stop(who: Person, stop: AtStop) -> Doing:
    if not stop._here:
        yield said(who, stop.row.location)
    yield said(who, stop.row.item)
    if who.bench.dialogue.step is stop:
        who.types(str(stop.left))
        who.keys("Enter")
        yield lambda: who.quiet and who.bench.dialogue.step is not stop


def packing(who: Person) -> Doing:
    """Pack the next order by cut-off, again and again; in cartons of their own, without a scale."""
    who.goes_to("packing", "pack")
    yield lambda: who.quiet
    dialogue = who.bench.dialogue
    assert isinstance(dialogue, PackDialogue)
    while True:
        if dialogue.in_hand is None:
            if "next" not in who.bench.choices.keys:
                return
            yield pressed(who, "next")
        elif "unweighed" in who.bench.choices.keys:
            yield pressed(who, "unweighed")
        elif not dialogue.carton:
            yield lambda: who.quiet and not dialogue.thinking
            if "any" in who.bench.choices.keys:
                yield pressed(who, "any")
        elif dialogue.in_hand.totes():
            yield said(who, dialogue.in_hand.totes()[0])
        else:
            yield pressed(who, "close")
