"""What a planner made of the books, in the one shape that is shown, kept as a proposal, and applied."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wms.planning.plan import Plan

MOST_REASONS = 50


@dataclass(frozen=True, slots=True)
class Made:
    """A plan for people. `unit` is that of objective and bound; `rows` a short table; `content` what applying needs."""

    kind: str
    summary: str
    unit: str
    objective: float
    bound: float | None
    gap: float | None
    seconds: float
    seed: int
    method: str
    reasons: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    content: Mapping[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """Everything as plain values; numbers that are not finite become None, which JSON can hold."""
        names = ("kind", "summary", "unit", "objective", "bound", "gap", "seconds", "seed", "method")
        plain = {name: _finite(getattr(self, name)) for name in names}
        rows = [list(row) for row in self.rows]
        return {**plain, "reasons": list(self.reasons), "columns": list(self.columns), "rows": rows,
                "content": dict(self.content)}  # fmt: skip

    def as_json(self) -> str:
        """The same as JSON text."""
        return json.dumps(self.as_dict(), allow_nan=False)


def made(
    kind: str, plan: Plan[Any], *, summary: str, unit: str, columns: Sequence[str], rows: Sequence[Sequence[Any]],
    content: Mapping[str, Any], objective: float | None = None, bound: float | None = None,
    reasons: Sequence[str] | None = None,
) -> Made:  # fmt: skip
    """The planner's plan as `Made`; `objective`, `bound` and `reasons` replace the plan's own where they are given."""
    cost = plan.objective if objective is None else objective
    proven = plan.bound if objective is None else bound
    gap = None if proven is None else abs(cost - proven) / max(abs(cost), 1e-9) if cost != proven else 0.0
    said = tuple(plan.reasons if reasons is None else reasons)
    more = (f"… and {len(said) - MOST_REASONS} more.",) if len(said) > MOST_REASONS else ()
    return Made(kind, summary, unit, cost, proven, gap, plan.seconds, plan.seed, plan.method,
                said[:MOST_REASONS] + more, tuple(columns), tuple(tuple(row) for row in rows), content)  # fmt: skip


def metres(length_mm: float) -> str:
    """A walk as people say it."""
    return f"{length_mm / 1000:,.1f} m"


def clock(moment: datetime) -> str:
    """A moment as people read it, to the minute."""
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
