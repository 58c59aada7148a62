"""Photos and papers that are kept with documents, taken out again: to be looked at, or into a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from wms.app.application import App
from wms.app.rows import all_rows
from wms.base.errors import StorageError, refuse
from wms.model.records import Attachment


@dataclass(frozen=True, slots=True)
class Attached:
    """One photo or paper with its bytes; `media_type` such as image/jpeg or application/pdf."""

    name: str
    media_type: str
    content: bytes


def attached(app: App, number: int) -> Attached:
    """The attachment with this number (the `id` of the question `attachments`). Raises Refused."""
    wanted = select(Attachment.name, Attachment.media_type, Attachment.content).where(Attachment.id == number)
    with app.database.reading() as connection:
        row = connection.execute(wanted).one_or_none()
    if row is None:
        raise refuse("There is no such photo or paper any more.", field="attachment")
    return Attached(*row)


def save_all(app: App, document: str, out: Path) -> list[Path]:
    """Write everything kept with a document into a folder; a name that is taken is numbered. Raises Refused."""
    rows = all_rows(app, "attachments", document=document)
    if not rows:
        raise refuse("Nothing is kept with {document}.", field="document", document=document)
    written = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for row in rows:
            found = attached(app, row.id)
            place = _free(out / found.name)
            place.write_bytes(found.content)
            written.append(place)
    except OSError as error:
        raise StorageError(f"{out} cannot be written: {error.strerror or error}.") from error
    return written


def _free(place: Path) -> Path:
    number, free = 1, place
    while free.exists():
        number += 1
        free = place.with_stem(f"{place.stem} ({number})")
    return free
