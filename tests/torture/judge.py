"""What is asked of a warehouse after it was mistreated: does it open, is everything there, do the books prove?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.properties import invariants
from tests.torture.row import Outcome
from wms.app import proving
from wms.app.application import App
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine
from wms.storage import keys, recognise, sqlite, verify

LINES = 3
"""Every ReceiveLines in the battery has so many lines."""
CHEAP = {
    "the head is not the end of the ledger": """
        SELECT last_seq FROM ledger_head WHERE (last_seq, last_posting) <> (
            (SELECT count(*) FROM move), (SELECT count(*) FROM posting))""",
    "a posting without all its moves": """
        SELECT p.id FROM posting p LEFT JOIN (SELECT posting_id, count(*) AS n FROM move GROUP BY 1) m
            ON m.posting_id = p.id WHERE p.lines <> coalesce(m.n, 0)""",
    "balances that are not the moves": """
        SELECT item_id FROM (
            SELECT item_id, on_hand AS q FROM balance
            UNION ALL SELECT item_id, -quantity FROM move WHERE from_location_id < 0
            UNION ALL SELECT item_id, quantity FROM move WHERE to_location_id < 0)
        GROUP BY item_id HAVING sum(q) <> 0""",
    "a delivery of which some lines are missing": f"""
        SELECT a.id FROM audit a WHERE command = 'ReceiveLines' AND (SELECT count(*) FROM receipt_line l
            WHERE l.posting_id = json_extract(a.answer, '$.values.posting')) <> {LINES}""",
}  # fmt: skip
"""Quick to ask, and broken by almost anything that is lost or half there."""


def standing(path: Path) -> int:
    """The last posting."""
    with sqlite.raw(path, "ro") as raw:
        return int(raw.execute("SELECT last_posting FROM ledger_head").fetchone()[0])


def torn(raw: Any) -> list[str]:
    """Which of the quick rules do not hold."""
    return [name for name, statement in CHEAP.items() if raw.execute(statement).fetchone()]


def whole(path: Path, outcome: Outcome) -> None:
    """Everything there is to ask of a file nobody works in: pages, references, all rules, the proof."""
    verify.whole(path)
    with sqlite.raw(path, "ro") as raw:
        for name in torn(raw):
            outcome.torn += 1
            outcome.complain(name)
        for rule in invariants.broken(raw):
            outcome.complain(rule)
    proof = proving.prove_file(path)
    for finding in proof.findings:
        if not finding.ok:
            outcome.complain(f"{finding.check}: {finding.wrong}")
    outcome.tell("moves max", proof.moves)


def goes_on(path: Path) -> None:
    """Work in it as on any day."""
    app = App.open(path)
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=1))
    app.close()


def whole_as_is(path: Path, outcome: Outcome) -> None:
    """The same for a file that may be of another program's version, without its guards being compared."""
    verify.whole(path)
    for finding in verify.proof(path, keys.load(path), live=recognise.recognise(path).wal).findings:
        if not finding.ok:
            outcome.complain(f"{finding.check}: {finding.wrong}")
