"""A wrong posting is taken back by its mirror image. Postings that a document depends on have their own way back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from wms.base.errors import Problems
from wms.ledger import reversal
from wms.ledger.views import moves
from wms.operations.command import COMMANDS, Command, arg, handles
from wms.operations.unit import Answer, Unit

REVERSIBLE = frozenset({
    "AdjustStock", "AdjustStockLines", "ApproveAdjustment", "ScrapStock", "MoveStock", "SplitLpn", "PostOpeningStock",
    "AssembleKit", "DisassembleKit",
})  # fmt: skip
"""Commands whose postings stand for themselves: no document says anything else when they are mirrored."""

INSTEAD = {
    "ReceiveLine": "take the line back with ReverseReceiptLine",
    "ReceiveLines": "take the line back with ReverseReceiptLine",
    "MoveLpn": "carry the licence plate back with MoveLpn",
    "MergeLpn": "take the goods off again with SplitLpn",
    "ConfirmReplenishment": "carry the goods back with MoveStock",
    "ConfirmPutaway": "carry the goods back with MoveStock or MoveLpn",
    "PostCount": "count the location again",
    "CloseManifest": "what has left comes back as a return of its order: OpenReturn, ReceiveReturnLine",
    "ShipOrder": "what has left comes back as a return of its order: OpenReturn, ReceiveReturnLine",
    "ReversePosting": "do the step itself again",
}
"""Where to turn for the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversePosting(Command):
    """Take a posting back by a linked posting that moves the same goods the other way."""

    posting: int = arg("The posting's number in the ledger", refers="posting")
    reason: str = arg("Why it was wrong")


@handles("adjusting.reverse", "stock")
def reverse_posting(command: ReversePosting, unit: Unit) -> Answer:
    problems = Problems()
    if not command.reason.strip():
        problems.add("Say why the posting was wrong.", field="reason")
    found = select(moves.c.kind, moves.c.document).where(moves.c.posting_id == command.posting).limit(1)
    original = unit.session.execute(found).first()
    if original is None:
        problems.add("There is no posting {number}.", field="posting", number=command.posting)
    elif original.kind not in REVERSIBLE:
        problems.add("A posting of {kind} is not reversed as such: {instead}.", field="posting", kind=original.kind,
                     instead=_instead(original.kind))  # fmt: skip
    problems.refuse()
    assert original is not None
    header = unit.header(original.document, reason=command.reason, reverses_id=command.posting)
    posted = reversal.reverse(unit.session, header)
    values = {"number": command.posting, "posting": posted.posting_id}
    return Answer("Posting {number} is reversed by posting {posting}.", values, original.document)


def _instead(kind: str) -> str:
    step = COMMANDS[kind].step.replace("_", " ") if kind in COMMANDS else "its own step"
    return INSTEAD.get(kind, f"its document is put right in {step}")
