"""What a wave plan would make of the waves: where each order would be, and with how many people."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from wms.base.errors import refuse
from wms.model.work import Proposal


@dataclass(frozen=True, slots=True)
class Proposed:
    """A wave plan; empty where none is asked for. `orders` gives the proposed wave of each order ("": none).

    `dissolved` are planned waves that are given up, `called_back` released ones that are as far as nobody has begun.
    """

    orders: dict[str, str] = field(default_factory=dict)
    waves: frozenset[str] = frozenset()
    dissolved: frozenset[str] = frozenset()
    called_back: frozenset[str] = frozenset()
    people: dict[str, int] = field(default_factory=dict)

    def wave_of(self, order: str, wave: str) -> str:
        """The wave of an order that is in `wave` now."""
        return self.orders.get(order, "" if wave in self.dissolved else wave)


def proposed(connection: Connection, number: str) -> Proposed:
    """The proposal with this number; nothing for an empty one. Raises Refused when there is no such plan of waves."""
    if not number:
        return Proposed()
    statement = select(Proposal.plan).where(Proposal.number == number, Proposal.kind == "waves")
    plan = connection.execute(statement).scalar_one_or_none()
    if plan is None:
        raise refuse("There is no proposal {number}.", field="proposal", number=number)
    content = plan["content"]
    names = {order: f"{number}-{nr}" for nr, wave in enumerate(content["waves"], 1) for order in wave["orders"]}
    again = content.get("again", {})
    left = dict.fromkeys(content["left"], "")
    return Proposed(
        names | left, frozenset(names.values()), frozenset(again.get("planned", ())),
        frozenset(again.get("released", ())), {"pickers": content["pickers"], "packers": content["packers"]},
    )  # fmt: skip
