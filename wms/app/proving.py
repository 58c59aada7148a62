"""Are the books right? The proof with everything this workstation knows: the key, the anchors, the known guards."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import DBAPIError

from wms.app.application import App
from wms.base.jobs import Watch
from wms.ledger.proof.finding import Finding
from wms.ledger.proof.prove import Proof
from wms.ledger.proof.prove import prove as prove_books
from wms.storage import anchors, check, failures, keys
from wms.storage.anchors import Anchor
from wms.storage.database import Database


def prove(app: App, watch: Watch | None = None) -> Proof:
    """Prove the books of an open warehouse. Raises StorageError, Cancelled."""
    return of_database(app.database, watch)


def prove_file(path: Path, watch: Watch | None = None) -> Proof:
    """Prove the books in a file, even one whose guards were tampered with. Raises StorageError, Cancelled."""
    database = Database.look(path)
    try:
        return of_database(database, watch)
    finally:
        database.close()


def of_database(database: Database, watch: Watch | None = None) -> Proof:
    """The proof; when all is well, where the ledger stands is written down outside."""
    try:
        written = database.anchors()
        with database.reading() as connection:
            proof = prove_books(connection, keys.load(database.path), first_of_each(written), watch)
            whole = Proof(proof.moves, (*proof.findings, *contradictions(written), _guards(database.path)))
            if whole.ok:
                database.anchor(connection, anchors.PROVEN)
    except DBAPIError as error:
        raise failures.told(error) from error
    return whole


def last_proof(database: Database) -> Anchor | None:
    """When this workstation proved these books last, and where they stood then; None when it never did."""
    return next((anchor for anchor in reversed(database.written()) if anchor.why == anchors.PROVEN), None)


def first_of_each(written: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Of several anchors for one posting the first: whoever rewrote it later left the later ones."""
    return list({posting: (posting, link) for posting, link in reversed(written)}.values())


def contradictions(written: list[tuple[int, str]]) -> tuple[Finding, ...]:
    """Whether the same posting was always the same one when it was anchored."""
    if not written:
        return ()
    links: dict[int, set[str]] = {}
    for posting, link in written:
        links.setdefault(posting, set()).add(link)
    wrong = tuple(f"posting {posting} was two different ones" for posting, seen in links.items() if len(seen) > 1)
    return (Finding("the anchors agree with each other", len(links), wrong),)


def _guards(path: Path) -> Finding:
    """Whoever takes a guard away, or plants something, leaves books that may still add up."""
    condition = check.structure_of(path)
    wrong = () if condition.state is check.State.OK else (condition.found,)
    return Finding("the guards on the books are all there and nothing was added", 1, wrong)
