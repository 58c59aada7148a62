"""`wms prove`: are the books right? Anyone may ask, at any time; nothing is changed by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from wms.base.jobs import Progress, Watch
from wms.ledger.proof import derived
from wms.ledger.proof.finding import Finding
from wms.ledger.proof.fold import Fold


@dataclass(frozen=True, slots=True)
class Proof:
    """The findings, over how many moves."""

    moves: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether every check holds."""
        return all(finding.ok for finding in self.findings)


def prove(
    connection: Connection, key: bytes = b"", anchors: Sequence[tuple[int, str]] = (), watch: Watch | None = None
) -> Proof:
    """Check everything. `key` verifies the seals, `anchors` are (posting id, hash) pairs kept outside the database."""
    watch = watch or Watch()
    fold = Fold(connection, key, anchors, watch)
    watch.report(Progress("Comparing what is derived", fold.moves, fold.moves))
    return Proof(fold.moves, (*fold.findings(), *derived.findings(connection, fold)))
