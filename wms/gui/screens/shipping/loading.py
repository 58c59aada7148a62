"""The truck is loaded: each carton or pallet is scanned on its way in; one that belongs elsewhere raises the alarm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wms.base.errors import Refused
from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG, in_words, wrong_in_words
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.shipping.leaving import Leaving
from wms.gui.screens.shipping.step import Step
from wms.gui.texts.say import language, say
from wms.gui.texts.shown import shown, word
from wms.model.words import CartonState, Risk
from wms.operations.shipping.load import LoadCarton, UnloadCarton
from wms.operations.unit import Answer
from wms.queries.page import Page

MOST = 10_000
TONES = {Risk.OVERDUE: "bad", Risk.LATE: "bad", Risk.AT_RISK: "warn"}


@dataclass(frozen=True, slots=True)
class Alarm:
    """A carton was about to go on the wrong truck: what it is, why not, and where it belongs."""

    carton: str
    why: str
    carrier: str = ""
    leaves: str = ""
    place: str = ""
    truck: str = ""


class Loading(Step):
    """One truck is being loaded; `rows` is everything it is to take, `stack` what was put on it here, in order."""

    rows: Sequence[Any] = ()
    alarm: Alarm | None = None

    def __init__(self, bench: Any) -> None:
        super().__init__(bench)
        self.stack: list[tuple[str, str]] = []
        self._code = ""
        self._stood = ""
        self._why = ""
        self._wrong: Any = None

    @property
    def truck(self) -> Any:
        """The load's row."""
        return self.bench.truck

    @property
    def missing(self) -> list[Any]:
        """What was packed for this truck and is not on it."""
        return [row for row in self.rows if row.state is not CartonState.LOADED]

    @property
    def title(self) -> str:
        """Which truck this is."""
        values = {"load": self.truck.load, "carrier": self.truck.carrier_name, "dock": self.truck.dock}
        return say("{load} · {carrier} at {dock}", **values)

    def greet(self) -> None:
        """Read what the truck is to take, and say so."""
        self.bench.answer(INFO, say("Loading {load} for {carrier}.", load=self.truck.load,
                                    carrier=self.truck.carrier_name))  # fmt: skip
        self.bench.ask("for_load", self._found, load=self.truck.load, limit=MOST)

    def look(self) -> None:
        """Somebody else may have loaded something."""
        self.bench.desk.ask("for_load", self._looked, owner=self.bench, load=self.truck.load, limit=MOST)

    def _found(self, page: Page) -> None:
        self.rows = page.rows

    def _looked(self, page: Page) -> None:
        self.rows = page.rows
        self.bench.changed.emit()

    # --- what to do now --------------------------------------------------------------------------------------------

    def prompt(self) -> Prompt:
        """The next carton, where the next ones stand, and how many are missing."""
        missing = self.missing
        choices = [Choice("close", say("The truck leaves"), "truck", main=bool(self.rows) and not missing)]
        if self.stack:
            choices.append(Choice("undo", say("Take the last one off"), "undo"))
        choices.append(Choice("unload", say("Take something off"), "reverse"))
        choices.append(Choice("other", say("Another truck"), "swap"))
        return Prompt(
            self.title, self._instruction(missing), self._note(missing), expects=("carton", "lpn", "load"),
            place=_nearest(missing), facts=self._facts(missing), choices=tuple(choices),
            done=len(self.rows) - len(missing), of=len(self.rows),
        )  # fmt: skip

    def _instruction(self, missing: Sequence[Any]) -> str:
        if self.alarm is not None:
            return say("Wrong truck: do not load it")
        if self.rows and not missing:
            return say("Everything is on the truck")
        return say("Scan a carton or a pallet")

    def _note(self, missing: Sequence[Any]) -> str:
        if self.rows and not missing:
            return say("Let it leave, or scan what else goes with it.")
        where = Counter(row.location or say("nowhere") for row in missing)
        told = ", ".join(f"{place} ({count})" for place, count in where.most_common(4))
        return say("Still to load: {places}", places=told) if told else say("Nothing is packed for this truck yet.")

    def _facts(self, missing: Sequence[Any]) -> tuple[Fact, ...]:
        haste = min((row.haste for row in missing), key=list(Risk).index, default=Risk.IN_TIME)
        at = self.truck.cutoff_at.astimezone(language().zone)
        return (
            Fact(say("On the truck"), f"{len(self.rows) - len(missing):,}", "good", say("cartons")),
            Fact(say("Missing"), f"{len(missing):,}", "warn" if missing else "neutral", say("cartons")),
            Fact(say("Leaves at"), f"{at:%H:%M}", TONES.get(haste, "neutral"), shown(at.date())),
        )

    # --- what is heard ---------------------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """A carton or a pallet; or another load."""
        self.alarm = None
        if heard.code("load"):
            self.bench.open_load(heard.code("load"))
            return
        self._code = heard.code("carton", "lpn")
        row = next((row for row in self.rows if row.carton == self._code), None)
        if row is not None and row.state is CartonState.LOADED:
            self.bench.answer(ALREADY, say("{carton} is on this truck already.", carton=self._code))
        else:
            # Asked before it is loaded: the rows are read again whenever the books change, and then say "truck".
            places = (row.location for row in self.rows if self._code in (row.carton, row.pallet))
            self._stood = next(places, None) or ""
            command = LoadCarton(carton=self._code, load=self.truck.load)
            self.bench.run(command, self._loaded, failed=self._refused)

    def _loaded(self, answer: Answer) -> None:
        self.stack.append((self._code, self._stood))
        self.told(answer)

    def told(self, answer: Answer) -> None:
        """Right; and nothing more is heard before the rows are the books' again."""
        self.bench.answer(RIGHT, in_words(answer))
        self.bench.ask("for_load", self._found, load=self.truck.load, limit=MOST)

    def _refused(self, error: Exception) -> None:
        """A carton of another truck is the one mistake that must not be overheard."""
        self._why = wrong_in_words(error)
        self.bench.answer(WRONG, self._why)
        if isinstance(error, Refused) and any(problem.field == "load" for problem in error.problems):
            self.alarm = Alarm(self._code, self._why)
            self.bench.ask("cartons", self._carton_found, carton=self._code, limit=1)

    def _carton_found(self, page: Page) -> None:
        """On a pallet every carton is asked for; the first tells."""
        code = page.rows[0].carton if page.rows else ""
        more = {"carton": code} if code else {"pallet": self._code}
        self.bench.ask("left_behind", self._belongs, limit=1, **more)

    def _belongs(self, page: Page) -> None:
        if page.rows:
            self._wrong = page.rows[0]
            self.bench.ask("cutoffs", self._truck_found, carrier=self._wrong.carrier, limit=50)

    def _truck_found(self, page: Page) -> None:
        row = self._wrong
        due = next((one for one in page.rows if one.cutoff_at == row.cutoff_at), None)
        self.alarm = Alarm(
            self._code, self._why, row.carrier_name, shown(row.cutoff_at), row.location or "",
            f"{due.load} · {due.dock}" if due is not None and due.load else row.load or "",
        )  # fmt: skip

    def choose(self, name: str) -> None:
        """Let it leave, take off what is on it, or turn to another truck."""
        self.alarm = None
        if name == "close":
            self.bench.go(Leaving(self))
        elif name == "undo":
            code, lane = self.stack[-1]
            self._code = code
            self._take_off(lane)
        elif name == "unload":
            self.bench.go(TakingOff(self))
        else:
            self.bench.restart()

    def _take_off(self, lane: str) -> None:
        """Back to where it came from; where that was no lane, the lane is asked for."""
        if lane:
            command = UnloadCarton(carton=self._code, lane=lane)
            self.bench.run(command, self._off, failed=self._no_lane)
        else:
            self.bench.go(TakingOff(self, self._code))

    def _off(self, answer: Answer) -> None:
        self.stack = [one for one in self.stack if one[0] != self._code]
        self.told(answer)

    def _no_lane(self, error: Exception) -> None:
        self.bench.answer(INFO, say("Scan the lane that {carton} is put down in.", carton=self._code))
        self.bench.go(TakingOff(self, self._code))


class TakingOff(Step):
    """Something comes off the truck again: the carton or pallet, and the lane it is put down in."""

    def __init__(self, loading: Loading, code: str = "") -> None:
        super().__init__(loading.bench)
        self.loading, self.code = loading, code

    def look(self) -> None:
        """The truck's own list tells."""
        self.loading.look()

    def prompt(self) -> Prompt:
        """What, then where to."""
        back = (Choice("back", say("Back to loading"), "undo"),)
        on_it = len(self.loading.rows) - len(self.loading.missing)
        if not self.code:
            return Prompt(self.loading.title, say("Scan what comes off the truck"), expects=("carton", "lpn"),
                          facts=(Fact(say("On the truck"), f"{on_it:,}", note=say("cartons")),), choices=back,
                          )  # fmt: skip
        return Prompt(self.loading.title, say("Scan the lane it is put down in"), expects=("location",),
                      facts=(Fact(say("Comes off"), self.code),), choices=back)  # fmt: skip

    def hear(self, heard: Heard) -> None:
        """The carton, then the lane."""
        if not self.code:
            self.code = heard.code("carton", "lpn")
            row = next((row for row in self.loading.rows if row.carton == self.code), None)
            if row is not None and row.state is not CartonState.LOADED:
                self.bench.answer(WRONG, say("{carton} is not on the truck: it is {state}.", carton=self.code,
                                             state=word(row.state)))  # fmt: skip
                self.code = ""
            else:
                self.bench.answer(INFO, say("Scan the lane that {carton} is put down in.", carton=self.code))
        else:
            self.bench.run(UnloadCarton(carton=self.code, lane=heard.code("location")), self._off)

    def _off(self, answer: Answer) -> None:
        self.loading.stack = [one for one in self.loading.stack if one[0] != self.code]
        self.bench.go(self.loading)
        self.loading.told(answer)

    def choose(self, name: str) -> None:
        """Nothing comes off."""
        self.bench.go(self.loading)


def _nearest(missing: Sequence[Any]) -> str:
    """Where most of what is missing stands."""
    places = Counter(row.location for row in missing if row.location)
    return places.most_common(1)[0][0] if places else ""
