"""CSV files as people send them: what is understood, and what a clerk is told of the rest."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest

from wms.base.errors import Refused
from wms.exchange import limits
from wms.exchange.reading import Format, read_table


def rows(path: Path, content: bytes, name: str = "f.csv", **shape: str) -> list[list[str]]:
    place = path / name
    place.write_bytes(content)
    table = read_table(place, Format(**shape))
    return [list(table.titles), *(cells for _, cells in table.rows)]


@pytest.mark.parametrize(
    "content",
    [
        b"sku,name\nA,1\n", b"sku;name\r\nA;1\r\n", b"sku\tname\rA\t1\r", b"sku|name\nA|1",
        b"\xef\xbb\xbfsku,name\nA,1\n",
        "sku,name\nA,1\n".encode("utf-16"), b"sep=;\nsku;name\nA;1\n", b'\n\n"sku",name\n"A",1\n\n',
        gzip.compress(b"sku,name\nA,1\n", mtime=0), b"sku,name,\nA,1,\n",
    ],
)  # fmt: skip
def test_line_ends_delimiters_and_encodings_are_found_out(tmp_path: Path, content: bytes) -> None:
    assert [row[:2] for row in rows(tmp_path, content)] == [["sku", "name"], ["A", "1"]]


def test_a_quoted_cell_may_hold_delimiters_quotes_and_lines(tmp_path: Path) -> None:
    assert rows(tmp_path, b'sku,name\nA,"one, ""two""\nthree"\n')[1] == ["A", 'one, "two"\nthree']


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "f.csv", "The file is empty."),
        (b"\n" * 2_000, "f.csv", "nothing but blank lines"),
        (b"\n , \n", "f.csv", "The file is empty."),
        (b"sku\n\xff\xfe\n", "f.csv", "row 2, file: The file is not written in utf-8-sig"),
        (b"sku,name\nA,\x00\n", "f.csv", "row 2, file: This is not a text file"),
        (b'sku,name\nA,"half', "f.csv", "row 2, file: The file is cut off"),
        (b'sku,name\nA,"x"y\n', "f.csv", "row 2, file: The file is damaged here"),
        (b"sku,sku\nA,B\n", "f.csv", "The column sku is there more than once."),
        (",".join(f"c{n}" for n in range(201)).encode(), "f.csv", "more than 200 columns"),
        (b"sku,name\nA," + b"x" * 10_000_000, "f.csv", "row 2, file: A line is longer than"),
        (b'sku,name\nA,"' + b"x\n" * 9_000 + b'"', "f.csv", "row 2, file: A cell is longer than 10000 signs"),
        (b"sku\nA\n", "f.xlsx", "This is not an XLSX workbook"),
        (b"\xd0\xcf\x11\xe0old", "f.xls", "This is an old workbook"),
        (b"%PDF-1.7", "f.csv", "This is a PDF"),
        (gzip.compress(b"sku\n" + b"A\n" * 5_000, mtime=0)[:-20], "f.csv.gz", "The gzip file is damaged or cut off."),
        (b"\x1f\x8bnonsense", "f.csv.gz", "The gzip file is damaged or cut off."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, content: bytes, name: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        rows(tmp_path, content, name)
    assert message in str(refused.value)


def test_a_gzip_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    bomb = gzip.compress(b"sku\n" + (b"x" * 9_000 + b"\n") * 7_000)
    place = tmp_path / "f.csv.gz"
    place.write_bytes(bomb)
    tracemalloc.start()
    with pytest.raises(Refused, match="unpacks to far more than it should"):
        assert sum(1 for _ in read_table(place, Format()).rows) < 7_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(bomb) < 200_000
    assert peak < 40_000_000


def test_a_folder_a_missing_file_and_an_unreadable_file_are_told_apart(tmp_path: Path) -> None:
    for place, message in (
        (tmp_path, "is a folder"), (tmp_path / "no.csv", "There is no file"),
        (tmp_path / ("n" * 300), "cannot be read"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=message):
            read_table(place, Format())


def test_a_file_over_the_limit_is_not_opened_at_all(tmp_path: Path) -> None:
    place = tmp_path / "large.csv"
    with place.open("wb") as file:
        file.truncate(limits.MAX_FILE_BYTES + 1)
    with pytest.raises(Refused, match="larger than 256 MB"):
        read_table(place, Format())


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path) -> None:
    place = tmp_path / "f.csv"
    place.write_bytes(b'sku\n"two\nlines"\n\nthird\n')
    assert [number for number, _ in read_table(place, Format()).rows] == [2, 4]
