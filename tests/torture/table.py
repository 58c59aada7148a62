"""The battery's table: printed, and kept between two marks in docs/benchmarks.md, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.torture.row import Outcome, Row

BEGIN, END = "<!-- torture: written by make torture -->", "<!-- torture: end -->"
TITLES = ("test", "tries", "pass line", "lost", "torn", "seconds", "verdict")
FIGURES = ("a second", "ms p50 max", "ms p99 max", "ms max", "acknowledged", "moves max", "steps a second", "tricks",
           "noticed", "seen within ms p50 max", "seen within ms p99 max", "seen within ms max", "MB max")  # fmt: skip
"""Which further figures stand beside the verdict, where a row has them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    row: Row
    found: Outcome
    seconds: float

    def cells(self) -> tuple[str, ...]:
        """In the order of TITLES."""
        tried = f"{self.found.count:,}"
        return (self.row.words, tried, f"{self.row.full:,}", f"{self.found.lost:,}", f"{self.found.torn:,}",
                f"{self.seconds:,.0f}", self.verdict())  # fmt: skip

    def verdict(self) -> str:
        """Whether it held, how far it came, and what was measured on the way."""
        held = self.row.passed(self.found)
        if self.row.must_lose:
            word = "loses, as it must" if held else "**DID NOT LOSE**"
        elif not held:
            word = "**FAILED**"
        else:
            part = self.found.count / self.row.full
            word = "held" if part >= 1 else f"held so far ({part:.1%} of the line)"
        told = [f"{name.removesuffix(' max')} {self.found.told[name]:,g}" for name in FIGURES
                if name in self.found.told]  # fmt: skip
        return "; ".join([word, *told])


def printed(lines: list[Line]) -> str:
    """For a terminal."""
    rows = [TITLES, *(line.cells() for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(TITLES))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
                     for row in rows)  # fmt: skip


def keep(page: Path, lines: list[Line]) -> None:
    """Put the lines into the page: those of the same test are replaced, others stay as they were."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    inside, _, after = rest.partition(END)
    known = {cells[0]: cells for cells in _cells(inside)}
    known |= {line.row.words: line.cells() for line in lines}
    shown = "\n".join(f"| {' | '.join(cells)} |" for cells in (TITLES, ("---",) * len(TITLES), *known.values()))
    page.write_text(f"{before}{BEGIN}\n\n{shown}\n\n{END}{after}", encoding="utf-8")


def _cells(text: str) -> list[tuple[str, ...]]:
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in text.splitlines() if line[:1] == "|"]
    return [row for row in rows[2:] if len(row) == len(TITLES)]
