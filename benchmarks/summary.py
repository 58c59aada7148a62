"""The one table of all planners: read from the answers each benchmark wrote, a line a set of instances.

Answers may come from any program: what counts are `instance`, `objective`, `bound`, `seconds` and `feasible`, and
where they are there `set`, `reference` (with `against`, what it is), `more` (is better) and `peers`, whose answers to
the same instance are [objective or null, seconds or null].
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

Answer = Mapping[str, Any]

AT_BEST = 1e-6
"""Percent above a reference that count as reaching it: published values are rounded."""


@dataclass(frozen=True, slots=True)
class Line:
    """One set. Gaps are percent worse than the reference (below 0: better), `own` percent to the own proven bound.

    `peers` are by name: how many answered, percent by which they are worse than ours, and how many times as long.
    """

    name: str
    count: int
    solved: int
    gaps: tuple[float, ...]
    against: str
    own: tuple[float, ...]
    seconds: tuple[float, ...]
    peers: Mapping[str, tuple[int, float | None, float | None]]

    @property
    def mean_gap(self) -> float:
        """The mean gap; infinite without a reference, and where an instance that has one is not solved."""
        return mean(self.gaps) if self.gaps else float("inf")

    @property
    def reached(self) -> float:
        """The share of instances whose reference is reached."""
        return sum(gap < AT_BEST for gap in self.gaps) / len(self.gaps) if self.gaps else 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """What a set must reach, in words and as a question to its line."""

    words: str
    met: Callable[[Line], bool]


def _within(percent: float, words: str, seconds: float = float("inf")) -> Bar:
    return Bar(words, lambda line: line.mean_gap <= percent and max(line.seconds) <= seconds * 1.1 + 0.5)


def _fast(seconds: float, words: str) -> Bar:
    return Bar(words, lambda line: line.reached == 1.0 and max(line.seconds) <= seconds)


BARS: Mapping[str, Bar] = {
    "SPRP": _fast(50e-6, "optimum, ≤ 50 µs"),
    "walks on Foodmart": Bar("as elkai, ≤ 10 ms", lambda line: max(line.seconds) <= 0.01),
    "walks on KrisLargeData": Bar("as elkai, ≤ 10 ms", lambda line: max(line.seconds) <= 0.01),
    "walks on KrisSmallDataCorrected": Bar("as elkai, ≤ 10 ms", lambda line: max(line.seconds) <= 0.01),
    "SPRP-SS": Bar("99 % optimal, ≤ 0.2 %, 0.1 s",
                   lambda line: line.reached >= 0.99 and line.mean_gap <= 0.2 and median(line.seconds) <= 0.1),
    "BahceciOencan": Bar("99 % optimal at 1 s", lambda line: line.reached >= 0.99 and max(line.seconds) <= 1.5),
    "HennWaescherClassBased": _within(0.2, "≤ 0.2 % at 10 s", 10),
    "HennWaescherUniform": _within(0.2, "≤ 0.2 % at 10 s", 10),
    "MuterOencan": _within(0.3, "≤ 0.3 % at 10 s", 10),
    "Foodmart": _within(0.5, "≤ 0.5 % at 30 s", 30),
    "KrisSmallDataCorrected": _within(0.5, "≤ 0.5 % at 10 s", 10),
    "SLAPRP": _within(-15.0, "15 % below cube-per-order"),
    "QAPLIB n = 100": _within(0.1, "≤ 0.1 % at 10 s", 10),
    "slotting at size": Bar("bound ≤ 0.5 %, 60 s", lambda line: max(line.own) <= 0.5 and max(line.seconds) <= 60),
    "slotting real orders": _within(-26.0, "26 % below cube-per-order"),
    "re-slotting real orders": _within(-7.0, "7 % saved, ≤ 8 % moved"),
    "re-slotting published": Bar("better on 95 %", lambda line: sum(g < 0 for g in line.gaps) >= 0.95 * line.count),
    "waves with aisles": Bar("≤ 0.5 % above the best", lambda line: max(line.gaps) <= 0.5),
    "waves without aisles": Bar("bound ≤ 2 % in 60 s", lambda line: max(line.own) <= 2.0),
    **{f"set_{n}": _within(10.0, "≥ 90 % filled at 5 s", 5) for n in range(1, 8)},
}  # fmt: skip
"""The bars by set; a set without one is only told. Deadlines are kept to a tenth: the plan is written after them."""


def summed_up(answers: Iterable[Answer]) -> list[Line]:
    """A line for each set, in the order in which the answers name them."""
    sets: dict[str, list[Answer]] = {}
    for answer in answers:
        sets.setdefault(str(answer.get("set") or str(answer["instance"]).split("/")[0]), []).append(answer)
    return [_line(name, its) for name, its in sets.items()]


def _line(name: str, answers: Sequence[Answer]) -> Line:
    solved = [answer for answer in answers if answer["feasible"]]
    gaps = [gap for answer in answers if (gap := gap_of(answer)) is not None]
    own = [100 * abs(a["objective"] - a["bound"]) / max(abs(a["objective"]), 1e-9)
           for a in solved if a.get("bound") is not None]  # fmt: skip
    against = next((str(a["against"]) for a in answers if a.get("against")), "")
    peers = {peer: _peer(peer, answers) for a in answers for peer in a.get("peers") or {}}
    seconds = tuple(float(a["seconds"]) for a in answers if a.get("seconds") is not None) or (0.0,)
    return Line(name, len(answers), len(solved), tuple(gaps), against, tuple(own), seconds, peers)


def gap_of(answer: Answer) -> float | None:
    """Percent worse than the reference; infinite where there is one and no answer, None where there is none."""
    reference = answer.get("reference")
    if reference is None:
        return None
    if not answer["feasible"]:
        return float("inf")
    return _worse(answer, float(answer["objective"]), float(reference))


def _worse(answer: Answer, value: float, than: float) -> float:
    sign = -1 if answer.get("more") else 1
    return sign * 100 * (value - than) / max(abs(than), 1e-9)


def _peer(peer: str, answers: Sequence[Answer]) -> tuple[int, float | None, float | None]:
    worse, longer, count = [], [], 0
    for answer in answers:
        theirs = (answer.get("peers") or {}).get(peer)
        if theirs is None:
            continue
        objective, seconds = theirs
        if seconds is not None:
            longer.append(float(seconds) / max(float(answer["seconds"] or 0), 1e-9))
        if objective is not None and answer["feasible"]:
            count += 1
            worse.append(_worse(answer, float(objective), float(answer["objective"])))
    return count, mean(worse) if worse else None, median(longer) if longer else None


def read(folder: Path) -> list[Answer]:
    """All answers in the folder's `*.json` files that hold lists of answers."""
    found: list[Answer] = []
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, list):
            found += [row for row in content if isinstance(row, dict) and {"instance", "feasible"} <= row.keys()]
    return found


HEAD = (f"{'set':<32}{'n':>4}{'solved':>7}{'mean gap':>10}{'worst':>9}  {'to':<19}{'own bound':>10}"
        f"{'median s':>11}{'max s':>9}  {'bar':<30}{'':<8}against peers")  # fmt: skip


def printed(lines: Iterable[Line]) -> str:
    """The table."""
    return "\n".join([HEAD, *(_row(line) for line in lines)])


def _row(line: Line) -> str:
    bar = BARS.get(line.name)
    verdict = "" if bar is None else "met" if _met(bar, line) else "MISSED"
    gaps = f"{mean(line.gaps):>9.3f}%{max(line.gaps):>8.3f}%" if line.gaps else f"{'–':>10}{'–':>9}"
    own = f"{mean(line.own):>9.2f}%" if line.own else f"{'–':>10}"
    return (
        f"{line.name:<32}{line.count:>4}{line.solved:>7}{gaps}  {line.against:<19}{own}"
        f"{median(line.seconds):>11.6f}{max(line.seconds):>9.3f}  {bar.words if bar else '–':<30}{verdict:<8}"
        f"{'; '.join(_told(name, *told) for name, told in line.peers.items())}"
    ).rstrip()


def _met(bar: Bar, line: Line) -> bool:
    try:
        return line.solved == line.count and bar.met(line)
    except ValueError:  # nothing was measured that the bar asks for
        return False


def _told(name: str, count: int, worse: float | None, longer: float | None) -> str:
    if worse is None:
        return f"{name}: no answer"
    time = "" if longer is None else f" in {longer:.3g} × the time"
    return f"{name} ({count}): {worse:+.2f} %{time}"


def main(folder: Path) -> None:
    """Print the table of the answers in a folder."""
    print(printed(summed_up(read(folder))))
