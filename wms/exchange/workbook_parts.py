"""What the parts of a workbook hold besides values: formulas, whose stored results may be old, and foreign entities.

Read in the child process, a piece at a time; nothing is built up of a part but the places found in it.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from wms.exchange import limits

_PIECE = 1 << 20
_OVERLAP = 1 << 12
_FORMULA = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*>\s*<(?:\w+:)?f[\s/>]')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def formulas(path: str, sheet: str) -> set[tuple[int, int]]:
    """The places (row, column), from 1, of the formulas on a sheet (the first, without a name).

    Raises ValueError for a workbook that is damaged, or declares entities of its own.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part(archive, sheet)
            for shared in {"xl/sharedStrings.xml", "xl/styles.xml"} & set(archive.namelist()):
                for _ in _pieces(archive, shared):
                    pass
            return {place for piece in _pieces(archive, part) for place in _places(piece)} if part else set()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError("it is damaged or locked with a password") from error
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise ValueError("its list of sheets is damaged, or refers to something outside") from error


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The file inside the archive that holds the sheet; an empty text when it is not named as it should be."""
    relation = None
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] == "sheet" and (not sheet or element.get("name") == sheet):
            relation = element.get(_RELATION)
            break
    if relation is None or "xl/_rels/workbook.xml.rels" not in archive.namelist():
        return ""
    for element in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        if element.get("Id") == relation:
            part = posixpath.normpath(posixpath.join("/xl", element.get("Target") or "")).lstrip("/")
            return part if part in archive.namelist() else ""
    return ""


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    before = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            whole = before + piece
            if b"<!DOCTYPE" in whole or b"<!ENTITY" in whole:
                raise ValueError("it declares entities of its own, as no spreadsheet does")
            yield whole
            before = whole[-_OVERLAP:]


def _places(piece: bytes) -> Iterator[tuple[int, int]]:
    for count, found in enumerate(_FORMULA.finditer(piece), 1):
        if count > limits.MAX_ROWS:
            raise ValueError("it is full of formulas; save it with values only")
        yield int(found[2]), _column(found[1])


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column
