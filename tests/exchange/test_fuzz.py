"""Hostile files: whatever is in them, the answer is a refusal in words, and nothing is half-written."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wms.app.application import App
from wms.app.importing import import_file
from wms.base.errors import Problems, Refused, StorageError
from wms.exchange import importing, profile
from wms.exchange.profile import ProfileError

SEEDS = {
    "orders": b'number,customer,item,quantity,due,price_minor\nA,CUS,PEN,7,2026-03-03,5\nB,CUS,"MI""LK",1,,\n',
    "items": "sku;name;case_units;lot_tracked\nX;名,é;12;yes\nY;'=1;;no\n".encode("utf-8-sig"),
    "opening_stock": b"location\titem\tquantity\tlot\texpiry\nF-01-01\tPEN\t5\t\t\nC-01-01\tMILK\t2\tL\t2026-04-01\n",
    "asns": "number,supplier,expected,item,quantity\nA,SUP,2026-03-03 08:00,PEN,1\n".encode("utf-16"),
}
PIECES = (
    b"\0", b'"', b",", b";", b"\r", b"\n", b"\xff", b"\xef\xbb\xbf", b"\xfe\xff", b"=1+1", b"-9", b"9" * 30, b"1e9",
    b"'", b"\x1f\x8b", b"PK\x03\x04", "１２".encode(), b"x" * 3_000, b"\x1d", b"2026-13-45", b"\xc3",
)  # fmt: skip


def mutated(rng: random.Random, seed: bytes) -> bytes:
    data = bytearray(seed)
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(data) + 1)
        match rng.randrange(5):
            case 0:
                data[place : place + rng.randint(1, 20)] = b""
            case 1:
                data[place:place] = rng.choice(PIECES)
            case 2:
                data[place : place + 1] = bytes([rng.randrange(256)])
            case 3:
                del data[place:]
            case _:
                data[place:place] = data[: rng.randint(0, 80)]
    return bytes(data)


def judged(kind: str, place: Path, profile_name: str = "") -> bool:
    """Read the file and make its commands; True when there is something to import."""
    try:
        shown = importing.preview(kind, place, profile_name)
        return bool(shown.kind.build(shown.rows, Problems()))
    except Refused as refused:
        return not all(problem.message for problem in refused.problems)


@pytest.mark.parametrize("kind", SEEDS)
def test_mutated_csv_files_are_read_or_refused(tmp_path: Path, kind: str) -> None:
    rng, place = random.Random(kind), tmp_path / "f.csv"
    outcomes = set()
    for _ in range(2_000):
        place.write_bytes(mutated(rng, SEEDS[kind]))
        outcomes.add(judged(kind, place))
    assert outcomes == {True, False}


@settings(max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    place = tmp_path / "f.csv"
    place.write_bytes(data)
    judged("items", place)


def test_mutated_profiles_are_understood_or_refused(tmp_path: Path) -> None:
    rng, place = random.Random(5), tmp_path / "f.csv"
    place.write_bytes(b"InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                      b"536365,85123A,T-LIGHT,6,12/1/10 8:26,2.55,17850,United Kingdom\n")  # fmt: skip
    seed = (profile.PLACE / "online_retail.toml").read_bytes()
    words = (b'"2"', b"true", b"[]", b"{}", b"-1", b"%y%y", b"%", b"(?P<", b"zip", b"utf-7", b"9" * 11, b"nan", b"[")
    understood = 0
    for _ in range(1_000):
        data = bytearray(mutated(rng, seed) if rng.random() < 0.5 else seed)
        for _ in range(rng.randint(1, 3)):
            lines = bytes(data).split(b"\n")
            line = rng.randrange(len(lines))
            name, sign, value = lines[line].partition(b"=")
            lines[line] = name + sign + (rng.choice(words) if rng.random() < 0.7 else value[::-1])
            data = bytearray(b"\n".join(lines))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # what `re` thinks of a pattern somebody mistyped
            try:
                profile.parsed("p", bytes(data).decode("utf-8", "replace"))
            except ProfileError:
                continue
            (tmp_path / "p.toml").write_bytes(data)
            understood += judged("orders", place, str(tmp_path / "p.toml"))
    assert understood


def workbook(lines: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(lines):
            sheet.write_row(row, 0, line)
    return out.getvalue()


def test_mutated_workbooks_are_read_or_refused(tmp_path: Path) -> None:
    whole = workbook([["sku", "name"], ["X", "a"], ["Y", "b"]])
    rng, place = random.Random(6), tmp_path / "f.xlsx"
    for turn in range(24):
        if turn % 2:
            place.write_bytes(mutated(rng, whole))
        else:
            with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(place, "w") as target:
                for entry in source.infolist():
                    data = source.read(entry)
                    target.writestr(entry.filename, mutated(rng, data) if rng.random() < 0.4 else data)
        judged("items", place)


def test_no_hostile_file_is_half_written(app: App, tmp_path: Path) -> None:
    rng, place = random.Random(7), tmp_path / "f.csv"
    for turn in range(60):
        kind = ("orders", "opening_stock", "items")[turn % 3]
        place.write_bytes(mutated(rng, SEEDS[kind]))
        before = written(app)
        try:
            done = import_file(app, kind, place, accept_good=bool(turn % 2))
        except (Refused, StorageError):
            assert written(app) == before
        else:
            assert done.written or written(app) == before


def written(app: App) -> tuple[int, ...]:
    return tuple(app.how_many(question) for question in ("orders", "order_lines", "stock_lines", "items"))
