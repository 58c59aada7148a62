"""Every command is remembered once: who, when, what, and what it answered. A replay gets the first answer again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.model.records import Audit
from wms.operations import fields
from wms.operations.command import Command
from wms.operations.unit import Answer, Unit

SECRET = frozenset({"password", "old_password", "content"})


def recall(session: Session, command: Command, key: str) -> tuple[Answer | None, dict[str, Any], str]:
    """The answer this key was given before, if any; the command's fields and their digest.

    Raises Refused when the key was used for something else.
    """
    written, digest = fields.written(command, SECRET), fields.digest(command, SECRET)
    row = session.execute(select(Audit.digest, Audit.answer).where(Audit.key == key)).first()
    if row is None:
        return None, written, digest
    if row.digest != digest:
        raise refuse("This key was used for another command already.", field="key")
    return Answer(**row.answer), written, digest


def remember(unit: Unit, key: str, digest: str, written: dict[str, Any], done: Answer) -> None:
    """Write the audit row of a command that was carried out."""
    row = {
        "key": key, "digest": digest, "at": unit.now, "user_id": unit.user_id, "command": unit.command,
        "fields": written,
        "answer": {"template": done.template, "values": done.values, "document": done.document},
        "document": done.document,
    }  # fmt: skip
    unit.session.flush()
    unit.session.execute(insert(Audit), row)

