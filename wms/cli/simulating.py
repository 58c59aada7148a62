"""`wms simulate`: a day to come or a past one, tried out under many seeds, other ways to run it beside it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from wms.app import simulating
from wms.app.simulating import Outcome
from wms.base.errors import refuse
from wms.cli import opening, output
from wms.cli.planning import interruptible
from wms.operations.simulating.wish import PICKING, Wish

ROWS = 15


def add(verbs: Any) -> None:
    """The verb `simulate`."""
    verb = verbs.add_parser("simulate", help="try a day out: tomorrow, or a past one")
    verb.add_argument("--day", default="", help="a date, or tomorrow; empty: what is left of today")
    verb.add_argument("--site", default="", help="the site; empty: the only one")
    verb.add_argument("--plan", default="", metavar="PLAN",
                      help="a proposed wave plan's number, or now: all at once; empty: waves as they would be planned")
    verb.add_argument("--picking", default="", choices=PICKING, metavar="HOW",
                      help="batch: all that is not begun by cart; discrete: one walk an order; empty: as it is")
    for name in ("pickers", "packers"):
        verb.add_argument(f"--{name}", default="", metavar="N", help="a number, or +1, -1; empty: as set, or as it was")
    verb.add_argument("--shift", default="", metavar="SPAN", help="when people are there, like 06:00-14:00")
    verb.add_argument("--pause", default="", metavar="SPAN", help="their break, like 09:30-09:45")
    for name, text in (
        ("carts", "how many carts there are; 0: enough"), ("capacity", "people an aisle takes at once; 0: any number"),
        ("to-come", "orders that come in while the day runs"),
    ):  # fmt: skip
        verb.add_argument(f"--{name}", type=int, default=0, metavar="N", help=text)
    verb.add_argument("--crowd", type=int, default=15, metavar="PERCENT",
                      help="by how much each further person in an aisle slows a pick there (15)")
    verb.add_argument("--compare", action="append", default=[], metavar="WAY",
                      help="another way, like pickers=+1 or plan=now,picking=discrete; may be given more than once")
    verb.add_argument("--seeds", type=int, default=30, metavar="N", help="how many days are tried (30)")
    verb.add_argument("--seed", type=int, default=0, help="the first seed; the same gives the same days")
    verb.add_argument("--deadline", type=float, metavar="S", help="seconds it may take")
    verb.add_argument("--json", action="store_true", help="answer as JSON")
    verb.set_defaults(work=simulate)


def simulate(arguments: argparse.Namespace) -> int:
    """Try the day out and tell what it comes to. Nothing in the books changes."""
    names = ("day", "plan", "picking", "pickers", "packers", "shift", "pause", "carts", "capacity", "crowd", "to_come")
    wish = Wish(**{name: getattr(arguments, name) for name in names})
    others = [wish.but(_way(text)) for text in arguments.compare]
    with opening.app(arguments) as app, interruptible(arguments.deadline) as watch:
        outcome = simulating.simulate(app, wish, others, site=arguments.site, seeds=arguments.seeds,
                                      seed=arguments.seed, watch=watch)  # fmt: skip
    if arguments.json:
        print(output.as_json(simulating.as_dict(outcome)))
        return 0
    _tell(outcome)
    return 0


def _way(text: str) -> Mapping[str, str]:
    """`name=value,name=value` as a mapping."""
    found = {}
    for part in text.split(","):
        name, sign, value = part.partition("=")
        if not sign:
            raise refuse("“{value}” says nothing to compare with: say pickers=+1.", field="compare", value=part)
        found[name.strip().replace("-", "_")] = value.strip()
    return found


def _tell(outcome: Outcome) -> None:
    print(f"{outcome.day}:")
    for sentence in outcome.sentences:
        print(f"  {output.plain(sentence)}")
    risks = simulating.risks(outcome)
    if risks:
        columns = ["order", "late", "median", "bad day"]
        rows = [SimpleNamespace(**dict(zip(columns, row, strict=True))) for row in risks[:ROWS]]
        output.write_table(columns, rows, sys.stdout)
    if len(risks) > ROWS:
        print(f"… and {len(risks) - ROWS} more; --json shows all.")
