"""What planners propose is kept until somebody applies it or puts it aside. Applying is an ordinary command a kind."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from wms.base.errors import Problems, Refused, refuse
from wms.model.words import ProposalState
from wms.model.work import Proposal
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit

_KIND = re.compile(r"[a-z][a-z_]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreProposal(Command):
    """Keep a planner's plan as a proposal."""

    kind: str = arg("What is planned, like slotting or waves")
    plan: str = arg("The plan, as a JSON object")
    summary: str = arg("What it would change, in a sentence", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardProposal(Command):
    """Put a proposal aside; nothing of it happens."""

    proposal: str = arg("The proposal's number", refers="proposal")


@handles("proposals.store", "proposals", anywhere=True)
def store_proposal(command: StoreProposal, unit: Unit) -> Answer:
    problems = Problems()
    if not _KIND.fullmatch(command.kind):
        problems.add("A kind is a word in small letters.", field="kind", found=command.kind[:40])
    plan = _plan(command.plan, problems)
    problems.refuse()
    number = unit.number("P")
    unit.session.add(
        Proposal(number=number, kind=command.kind, made_at=unit.now, summary=command.summary, plan=plan)
    )
    return Answer("Proposal {number} is kept.", {"number": number, "kind": command.kind}, number)


@handles("proposals.discard", "proposals")
def discard_proposal(command: DiscardProposal, unit: Unit) -> Answer:
    proposal = open_proposal(unit, command.proposal)
    proposal.state = ProposalState.DISCARDED
    return Answer("Proposal {number} is put aside.", {"number": proposal.number}, proposal.number)


def open_proposal(unit: Unit, number: str, kind: str = "") -> Proposal:
    """The proposal, still to be decided on, of this kind when one is given. Raises Refused."""
    proposal = find.by(unit.session, Proposal, Proposal.number, number, "proposal")
    problems = Problems()
    if proposal.state is not ProposalState.PROPOSED:
        problems.add("{number} is {state} already.", field="proposal", number=number, state=proposal.state.value)
    if kind and proposal.kind != kind:
        problems.add("{number} is a proposal for {found}.", field="proposal", number=number, found=proposal.kind)
    problems.refuse()
    return proposal


def _plan(text: str, problems: Problems) -> dict[str, Any]:
    try:
        plan = json.loads(text, parse_constant=_no_constant)
        if isinstance(plan, dict):
            return plan
    except (ValueError, RecursionError, Refused):
        pass
    problems.add("The plan must be a JSON object.", field="plan", found=text[:80])
    return {}


def _no_constant(name: str) -> Any:
    raise refuse("{name} is no number.", name=name)
