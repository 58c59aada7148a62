"""The shape every planner shares: a problem goes in, a checked plan comes out.

Each planner's folder holds the same files: `problem` (plain data), `construct` (a quick answer that always exists),
`improve` (search and models until the deadline), `check` (an independent judge that recomputes the cost) and `solve`
(the one function callers use: problem, parameters, `Watch` in; `Plan` out).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from wms.base.errors import WmsError

Solution = TypeVar("Solution")


@dataclass(frozen=True, slots=True)
class Plan(Generic[Solution]):
    """A proposal. `objective` and `bound` share the unit the planner names (millimetres, seconds, minor units).

    `bound` is a proven lower bound when minimising (upper when maximising), None when none is known.
    `reasons` are sentences a person can read.
    """

    solution: Solution
    objective: float
    bound: float | None
    seconds: float
    seed: int
    method: str
    reasons: tuple[str, ...] = ()

    @property
    def gap(self) -> float | None:
        """(objective − bound) ÷ |objective|; 0.0 when proven optimal, None without a bound."""
        if self.bound is None:
            return None
        if self.objective == self.bound:
            return 0.0
        return abs(self.objective - self.bound) / max(abs(self.objective), 1e-9)


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule found by a checker: which constraint, whose, and by how much."""

    constraint: str
    subject: str
    excess: float
    message: str


class Infeasible(WmsError):
    """No plan exists; `violations` say which constraint, which order or item, and by how much."""

    def __init__(self, *violations: Violation) -> None:
        self.violations = violations
        super().__init__("; ".join(v.message for v in violations))


class CheckFailed(WmsError):
    """A planner produced a plan its own checker refuses: a fault in the program, never shown as a plan."""

    def __init__(self, *violations: Violation) -> None:
        self.violations = violations
        super().__init__("; ".join(v.message for v in violations))
