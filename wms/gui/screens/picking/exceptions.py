"""What can be done at a stop besides picking: less is there, a substitute, another stop first, pause, hand over, undo.

Where a person lacks the permission, the key is not offered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.gui.desk.desk import INFO
from wms.gui.scan.prompt import Choice
from wms.gui.screens.picking.handing import HandingOver
from wms.gui.screens.picking.putting_back import PuttingBack
from wms.gui.screens.picking.shortage import Shortage
from wms.gui.screens.picking.substituting import begin_substitute
from wms.gui.texts.say import say

if TYPE_CHECKING:
    from wms.gui.screens.picking.stop import AtStop


def exceptions(stop: AtStop) -> list[Choice]:
    """The keys besides picking."""
    may = stop.bench.desk.may
    some = []
    if may("picking.short"):
        some.append(Choice("short", say("Less is there"), "warning"))
    if len(stop.bench.walking.open) > 1 and not stop.counted:
        some.append(Choice("later", say("Another stop first"), "next"))
    if may("picking.substitute") and not stop.counted:
        some.append(Choice("substitute", say("Take the substitute"), "substitute"))
    if stop.counted:
        some.append(Choice("clear", say("Count anew"), "undo"))
    elif stop.bench.taken and may("picking.unpick"):
        some.append(Choice("undo", say("Put the last one back"), "undo"))
    if may("picking.claim") and not stop.counted:
        some.append(Choice("pause", say("Pause"), "pause"))
        some.append(Choice("hand", say("Hand over"), "handover"))
    return some


def other_ways(stop: AtStop, name: str) -> None:
    """One of them was taken."""
    bench = stop.bench
    if name == "short":
        bench.step = Shortage(bench, stop)
    elif name == "later":
        bench.walking.later(stop.row.task)
        bench.answer(INFO, say("{place} comes later.", place=stop.row.location))
        bench.go_on()
    elif name == "substitute":
        begin_substitute(bench, stop)
    elif name == "clear":
        stop.counted, stop.lot, stop.serial = 0, "", ""
        bench.answer(INFO, say("Nothing is counted here yet."))
    elif name == "undo":
        bench.step = PuttingBack(bench, stop, bench.taken[-1])
    elif name == "pause":
        bench.pause()
    else:
        bench.step = HandingOver(bench, stop)
        bench.step.look()
