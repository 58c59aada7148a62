"""What the program remembers: who did what when, what is set, what planners propose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from wms.model.people import User
from wms.model.records import Attachment, Audit, Setting
from wms.model.words import AdjustmentState, ProposalState
from wms.model.work import Adjustment, Proposal
from wms.queries.pieces import only
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One command that was carried out."""

    at: datetime = col("When", "moment")
    login: str = col("Who")
    command: str = col("What", "command")
    document: str = col("Document")
    fields: Any = col("Said")
    answer: Any = col("Answer")
    id: int = col("Entry", "id")


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One photo or paper that is kept with a document; its content is read elsewhere."""

    document: str = col("Document")
    name: str = col("Name")
    media_type: str = col("Media type")
    added_at: datetime = col("Added", "moment")
    id: int = col("Attachment", "id")


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting that was changed in this database; others have their defaults."""

    name: str = col("Setting")
    value: Any = col("Value")


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A planner's plan."""

    proposal: str = col("Proposal")
    kind: str = col("Kind")
    state: ProposalState = col("State")
    made_at: datetime = col("Made", "moment")
    summary: str = col("Summary")


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """A correction that waits, or waited, for a second person."""

    adjustment: str = col("Adjustment")
    state: AdjustmentState = col("State")
    reason: str = col("Reason", "told")
    value_minor: int = col("Value", "money")
    asked_by: str = col("Asked by")
    asked_at: datetime = col("Asked", "moment")
    decided_at: datetime | None = col("Decided", "moment")


@question(AuditRow, key=("id",), sort=("-id",), topics=("*",))
def audit_trail(
    user: str = "", command: str = "", document: str = "", begin: datetime | None = None, end: datetime | None = None
) -> Selected:
    """Every command that was carried out, the newest first."""
    statement = select(
        Audit.at, User.login, Audit.command, Audit.document, Audit.fields, Audit.answer, Audit.id
    ).join(User, User.id == Audit.user_id)
    if begin is not None:
        statement = statement.where(Audit.at >= begin)
    if end is not None:
        statement = statement.where(Audit.at < end)
    return only(statement, (User.login, user), (Audit.command, command), (Audit.document, document))


@question(AttachmentRow, key=("id",), sort=("id",), topics=("receipts",))
def attachments(document: str = "") -> Selected:
    """Photos and papers kept with documents, in the order they were added."""
    statement = select(
        Attachment.document, Attachment.name, Attachment.media_type, Attachment.added_at, Attachment.id
    )
    return only(statement, (Attachment.document, document))


@question(SettingRow, key=("name",), sort=("name",), topics=("settings",))
def settings() -> Selected:
    """Settings that differ from their defaults."""
    return select(Setting.name, Setting.value)


@question(ProposalRow, key=("proposal",), sort=("-proposal",), topics=("proposals",))
def proposals(proposal: str = "", kind: str = "", state: ProposalState | None = None) -> Selected:
    """Plans kept for a decision, the newest first."""
    statement = select(
        Proposal.number.label("proposal"), Proposal.kind, Proposal.state, Proposal.made_at, Proposal.summary
    )
    return only(statement, (Proposal.number, proposal), (Proposal.kind, kind), (Proposal.state, state))


@question(AdjustmentRow, key=("adjustment",), sort=("-adjustment",), topics=("adjustments",))
def waiting_adjustments(state: AdjustmentState = AdjustmentState.WAITING) -> Selected:
    """Corrections above the limit, which a second person must decide on."""
    return (
        select(
            Adjustment.number.label("adjustment"), Adjustment.state, Adjustment.reason, Adjustment.value_minor,
            User.login.label("asked_by"), Adjustment.asked_at, Adjustment.decided_at,
        )
        .join(User, User.id == Adjustment.asked_by_id)
        .where(Adjustment.state == state)
    )  # fmt: skip
