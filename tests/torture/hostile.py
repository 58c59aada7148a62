"""Hostile input: scans, text files, workbooks, profiles' worth of nonsense, and files that claim to be databases.

Whatever comes, the answer is a word the program has for it (a scan that is GARBAGE, Refused, StorageError), never an
error nobody foresaw; nothing is half-posted; and memory stays bounded.
"""

from __future__ import annotations

import io
import random
import sqlite3
import warnings
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.exchange.test_fuzz import PIECES, SEEDS, mutated, workbook
from tests.torture import judge, memory, warehouses
from tests.torture.row import Outcome, Share
from wms.app.application import App
from wms.app.importing import import_file
from wms.base.errors import Problems, Refused, StorageError
from wms.exchange import importing
from wms.gs1.element_string import ElementString
from wms.gs1.scan import Scan, ScanKind, classify
from wms.storage import backup, keys, restore
from wms.storage.database import Database

DAY = date(2026, 6, 15)
LABELS = (
    "]C101095011015310001726123110AB", "]d2010950110153100010AB\x1d217", "00376104250021234569", "(01)09501101531000",
    "https://id.gs1.org/01/09520123456788/10/A?17=261231", "urn:epc:id:sgtin:0614141.812345.6789",
    "3074257BF7194E4000001A85", "414061414112345225407", "0109501101531000310300125021AB\x1d3712", "6291041500213\r",
)  # fmt: skip
SIGNS = "0123456789" * 3 + "()]C1d2Q\x1d\x1e\r\n\t%/?=&:-+ \u00e9\u4e2d\u202e\ud800\uff11" + chr(0) + "ABZaz"
OF_10_000 = (("scan", 9_690), ("text", 250), ("import", 20), ("workbook", 10), ("database", 30))
"""How the tries are shared out."""
MOST_MB = 1_024


class Hostility:
    """One process's worth of bad intentions, against one warehouse."""

    def __init__(self, share: Share) -> None:
        self.dice = random.Random(share.seed)
        self.place = share.place
        self.path = warehouses.furnished(share.place / "w.db")
        self.app = App.open(self.path)
        self.whole = workbook([["sku", "name"], ["X", "a"], ["Y", "b"]])
        saved = backup.backup(self.path, share.place / "saved.db").path
        self.database = saved.read_bytes()
        self.kinds: dict[str, Callable[[], str]] = {
            "scan": self.scan, "text": self.text, "import": self.imported, "workbook": self.book,
            "database": self.foreign,
        }  # fmt: skip

    def scan(self) -> str:
        """A label with something wrong, or signs from nowhere."""
        if self.dice.random() < 0.5:
            signs = list(self.dice.choice(LABELS))
            for _ in range(self.dice.randint(1, 5)):
                place = self.dice.randrange(len(signs) + 1)
                signs[place : place + self.dice.randrange(3)] = self.dice.choices(SIGNS, k=self.dice.randrange(3))
            text = "".join(signs)
        else:
            text = "".join(self.dice.choices(SIGNS, k=self.dice.choice((0, 1, 5, 13, 14, 20, 40, 600))))
        found = classify(text, group_separator_substitute=self.dice.choice(("", "", "%", "|")), today=DAY)
        assert isinstance(found, Scan)
        if found.kind in (ScanKind.GARBAGE, ScanKind.PLAIN_TEXT):
            assert found.label is None
            assert found.kind is not ScanKind.GARBAGE or found.reason
        else:
            assert isinstance(found.label, ElementString)
        return found.kind

    def text(self) -> str:
        """A text file that was mutated, read as far as its commands."""
        return self._read(self.dice.choice(list(SEEDS)), ".csv", None)

    def book(self) -> str:
        """A workbook of which bytes, or parts, are not what they were."""
        if self.dice.random() < 0.5:
            return self._read("items", ".xlsx", mutated(self.dice, self.whole))
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.whole)) as source, zipfile.ZipFile(out, "w") as target:
            for entry in source.infolist():
                data = source.read(entry)
                target.writestr(entry.filename, mutated(self.dice, data) if self.dice.random() < 0.4 else data)
        return self._read("items", ".xlsx", out.getvalue())

    def imported(self) -> str:
        """A mutated file, imported: all of it, its good rows, or nothing."""
        kind = self.dice.choice(("orders", "opening_stock", "items", "asns"))
        place = self._file(".csv", mutated(self.dice, SEEDS[kind]))
        before = self._state()
        try:
            done = import_file(self.app, kind, place, accept_good=self.dice.random() < 0.5)
        except (Refused, StorageError):
            assert self._state() == before, "a refused file left something behind"
            return "refused"
        assert done.written or self._state() == before, "a file that was not written left something behind"
        return "imported" if done.written else "not imported"

    def foreign(self) -> str:
        """A file that claims to be a database: opened, looked into, restored; whatever it holds, it harms nothing."""
        place = self._file(".db", self._claim())
        keys.path_of(place).write_bytes(self.dice.choice((b"", b"zz", b"00" * 32, b"\xff" * 9)))
        opens = self.dice.choice((App.open, Database.look, lambda p: restore.restore(p, self.place / "restored.db")))
        try:
            opened = opens(place)
        except StorageError:
            return "no database"
        finally:
            warehouses.removed(self.place / "restored.db")
            for end in (".key", "-wal", "-shm", "-journal"):
                place.with_name(place.name + end).unlink(missing_ok=True)
        if isinstance(opened, App | Database):
            opened.close()
        return "opened"

    def close(self, outcome: Outcome) -> None:
        """After all that the books are what they were."""
        self.app.close()
        judge.whole(self.path, outcome)
        judge.goes_on(self.path)

    def _claim(self) -> bytes:
        what = self.dice.randrange(4)
        if what == 0:
            return mutated(self.dice, self.database)
        if what == 1:
            content = bytearray(self.database)
            for _ in range(self.dice.randint(1, 30)):
                end = self.dice.choice((4096, len(content)))
                content[self.dice.randrange(end)] = self.dice.randrange(256)
            return bytes(content)
        if what == 2:
            return b"SQLite format 3\0" + self.dice.randbytes(self.dice.randrange(9_000))
        return self._planted()

    def _planted(self) -> bytes:
        """Our database with something in its structure that would like to be carried out."""
        place = self._file(".planted", self.database)
        raw = sqlite3.connect(place, isolation_level=None)
        raw.execute(self.dice.choice((
            "CREATE TRIGGER planted AFTER INSERT ON audit BEGIN DELETE FROM setting; END",
            "CREATE VIEW planted AS SELECT load_extension('/tmp/x')",
            "CREATE TABLE planted (a DEFAULT (randomblob(1000000000)))",
            "DROP TRIGGER move_update_never", "DROP TABLE move", "PRAGMA application_id = 7",
            "DELETE FROM alembic_version", "UPDATE alembic_version SET version_num = char(39) || '--'",
            "CREATE INDEX planted ON audit (abs(id))",
        )))  # fmt: skip
        raw.close()
        return place.read_bytes()

    def _read(self, kind: str, ending: str, content: bytes | None) -> str:
        if content is None:
            content = mutated(self.dice, SEEDS[kind]) if self.dice.random() < 0.8 else b"".join(
                self.dice.choices(PIECES, k=self.dice.randrange(40)))  # fmt: skip
        place = self._file(ending, content)
        try:
            shown = importing.preview(kind, place)
            return "readable" if shown.kind.build(shown.rows, Problems()) else "nothing in it"
        except Refused as refused:
            return "refused" if all(problem.message for problem in refused.problems) else "refused without a word"

    def _file(self, ending: str, content: bytes) -> Path:
        place = self.place / f"hostile{ending}"
        place.write_bytes(content)
        return place

    def _state(self) -> tuple[int, ...]:
        with self.app.database.reading() as connection:
            return tuple(connection.exec_driver_sql(
                "SELECT (SELECT count(*) FROM audit), (SELECT count(*) FROM orders), (SELECT count(*) FROM item),"
                " (SELECT count(*) FROM move), (SELECT count(*) FROM asn)").one())  # fmt: skip


def run(share: Share) -> Outcome:
    """Every kind in its proportion."""
    outcome, before = Outcome(), memory.megabytes()
    warnings.simplefilter("ignore")
    hostility = Hostility(share)
    names, weights = zip(*OF_10_000, strict=True)
    order = random.Random(share.seed).choices(names, weights, k=10_000)
    for number in share.tries():
        kind = order[number % len(order)]
        try:
            outcome.tell(f"{kind}: {hostility.kinds[kind]()}")
        except Exception as error:  # noqa: BLE001 (that is what is looked for)
            outcome.complain(f"{kind}: {type(error).__name__}: {error}")
            if kind == "import":
                outcome.torn += isinstance(error, AssertionError)
        outcome.count += 1
    hostility.close(outcome)
    if any("without a word" in name for name in outcome.told):
        outcome.complain("something was refused without a word")
    if before < memory.megabytes() > MOST_MB:  # a process that has run other tests may have held as much before
        outcome.complain(f"it took {memory.megabytes()} MB")
    return outcome
