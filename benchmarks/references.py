"""Published values beside ours: where they are found, and the table a benchmark prints."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import Any

most_files: int | None = None
"""At most so many files of each set are taken; None: all. `--sample` sets it."""


def sampled(paths: Iterable[Path]) -> list[Path]:
    """The files, sorted; where only a sample is wanted, of each folder so many, evenly spread. Says what it leaves."""
    folders: dict[Path, list[Path]] = {}
    for path in sorted(paths):
        folders.setdefault(path.parent, []).append(path)
    chosen: list[Path] = []
    for folder, files in folders.items():
        if most_files is None or len(files) <= most_files:
            chosen += files
            continue
        chosen += [files[(2 * n + 1) * len(files) // (2 * most_files)] for n in range(most_files)]
        print(f"{folder.name}: a sample, {most_files} of {len(files)} files", flush=True)
    return chosen


@dataclass(frozen=True)
class Result:
    """One instance answered, in the file's own unit. `reference` is None where none is published.

    `peers` are the objective (None: none) and seconds of other programs.
    """

    instance: str
    objective: float
    bound: float | None
    seconds: float
    feasible: bool
    solution: Any
    reference: float | None = None
    peers: Mapping[str, tuple[float | None, float]] = field(default_factory=dict)
    group: str = ""

    @property
    def set(self) -> str:
        """The set it belongs to: its folder, unless it is named."""
        return self.group or self.instance.split("/")[0]

    @property
    def gap(self) -> float | None:
        """Percent above the reference."""
        if self.reference is None or not self.feasible:
            return None
        return 100 * (self.objective - self.reference) / self.reference


def references(data: Path) -> dict[str, float]:
    """Published values by `folder/file`, from `reference_values.csv` in the folder or above it; empty without one."""
    for folder in (data, *data.resolve().parents):
        table = folder / "reference_values.csv"
        if table.is_file():
            with table.open(encoding="utf-8", newline="") as rows:
                return {row["file"]: float(row["reference"]) for row in csv.DictReader(rows)}
    return {}


def reference_of(values: dict[str, float], path: Path) -> float | None:
    """The value published for a file."""
    return values.get(f"{path.resolve().parent.name}/{path.name}")


def report(title: str, results: Sequence[Result], json_file: Path | None) -> None:
    """Print one line a set, and write all answers where wanted."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(result.set, []).append(result)
    print(f"{title:<24}{'n':>5}{'solved':>8}{'optimal':>9}{'mean gap':>10}{'worst':>9}{'own bound':>11}"
          f"{'median s':>11}{'max s':>9}")
    for name, group in groups.items():
        print(_row(name, group))
    if json_file is not None:
        keys = ("instance", "objective", "bound", "seconds", "feasible", "solution", "set", "reference", "peers")
        rows = [{key: getattr(result, key) for key in keys} | {"against": "published"} for result in results]
        json_file.write_text(json.dumps(rows, indent=1), encoding="utf-8")


def _row(name: str, group: list[Result]) -> str:
    gaps = [result.gap for result in group if result.gap is not None]
    own = [100 * (r.objective - r.bound) / max(r.objective, 1e-9) for r in group if r.feasible and r.bound is not None]
    seconds = [result.seconds for result in group]
    reached = sum(gap < 1e-6 for gap in gaps)
    cells = [f"{name:<24}{len(group):>5}{sum(r.feasible for r in group):>8}"]
    if gaps:
        cells.append(f"{reached:>5}/{len(gaps):<3}{mean(gaps):>9.3f}%{max(gaps):>8.3f}%")
    else:
        cells.append(f"{'–':>9}{'–':>10}{'–':>9}")
    cells.append(f"{mean(own):>10.2f}%" if own else f"{'–':>11}")
    cells.append(f"{median(seconds):>11.6f}{max(seconds):>9.3f}")
    return "".join(cells)
