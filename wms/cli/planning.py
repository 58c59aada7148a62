"""`wms plan KIND …`: plans with what they cost, how good they are proven to be, and why; shown again, and applied."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from wms.app import planning
from wms.base.jobs import Stop, Watch
from wms.cli import opening, output
from wms.operations.planning import late

ROWS = 20


def add(verbs: Any) -> None:
    """The verb `plan` with one word for each kind, and `show` and `apply`; and the verb `why`."""
    verb = verbs.add_parser("plan", help="plan routes, batches, waves and more; show and apply plans")
    kinds = verb.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind, text, options in _KINDS:
        one = kinds.add_parser(kind, help=text, description=text)
        for name, more in options.items():
            one.add_argument(name, **more)
        _how(one)
        one.set_defaults(work=plan, parameters=tuple(more.get("dest", _name(o)) for o, more in options.items()))
    show = kinds.add_parser("show", help="show a plan that is kept")
    show.add_argument("number", help="the proposal's number")
    show.add_argument("--json", action="store_true", help="answer as JSON")
    show.set_defaults(work=shown)
    apply = kinds.add_parser("apply", help="apply a plan that is kept, if it still fits the books")
    apply.add_argument("number", help="the proposal's number")
    apply.set_defaults(work=applied)
    why = verbs.add_parser("why", help="why an order is late, and the cheapest that would help")
    why.add_argument("order", help="the order's number")
    _how(why)
    why.set_defaults(work=reasons)


def plan(arguments: argparse.Namespace) -> int:
    """Make a plan and keep it."""
    wanted = {name: getattr(arguments, name) for name in arguments.parameters}
    given: dict[str, Any] = {
        n: tuple(value) if isinstance(value, list) else value for n, value in wanted.items() if value is not None
    }
    with opening.app(arguments) as app, interruptible(arguments.deadline) as watch:
        number, made = planning.make_plan(app, arguments.kind, seed=arguments.seed, watch=watch, **given)
    _tell(number, "proposed", made.as_dict(), arguments.json)
    return 0


def reasons(arguments: argparse.Namespace) -> int:
    """Tell why an order is late, and what would help."""
    with opening.app(arguments) as app, interruptible(arguments.deadline) as watch:
        why = planning.why_late(app, arguments.order, seed=arguments.seed, watch=watch)
    _clear_line()
    if arguments.json:
        print(output.as_json(why))
        return 0
    print(f"{why.order} ({why.state}): {output.plain(why.verdict)}")
    for line in late.sentences(why):
        print(f"  {output.plain(line)}")
    return 0


def shown(arguments: argparse.Namespace) -> int:
    """Show a kept plan."""
    with opening.app(arguments) as app:
        kept = planning.stored(app, arguments.number)
    _tell(kept.number, kept.state.value, kept.plan, arguments.json)
    return 0


def applied(arguments: argparse.Namespace) -> int:
    """Apply a kept plan."""
    with opening.app(arguments) as app:
        print(planning.apply_plan(app, arguments.number).message)
    return 0


@contextmanager
def interruptible(deadline: float | None) -> Iterator[Watch]:
    """A watch whose work ends early, with its best plan, when the user presses Ctrl-C; pressed again, all ends."""
    stop = Stop(deadline)
    old = signal.getsignal(signal.SIGINT)

    def cancel(*_: object) -> None:
        stop.cancel()
        signal.signal(signal.SIGINT, old)

    signal.signal(signal.SIGINT, cancel)
    try:
        yield Watch(output.watch().report, stop)
    finally:
        signal.signal(signal.SIGINT, old)


def _tell(number: str, state: str, told: dict[str, Any], as_json: bool) -> None:
    _clear_line()
    if as_json:
        print(output.as_json({"number": number, "state": state, **told}))
        return
    print(f"{number} ({state}): {told.get('summary', '')}")
    if "objective" in told:
        _tell_quality(told)
    for reason in told.get("reasons", ()):
        print(f"  {output.plain(str(reason))}")
    columns, rows = [str(name) for name in told.get("columns", ())], told.get("rows", [])
    if rows:
        lines = [SimpleNamespace(**dict(zip(columns, row, strict=True))) for row in rows[:ROWS]]
        output.write_table(columns, lines, sys.stdout)
    if len(rows) > ROWS:
        print(f"… and {len(rows) - ROWS} more rows; --json shows all.")


def _clear_line() -> None:
    if sys.stderr.isatty():
        print("\x1b[K", end="", file=sys.stderr)


def _tell_quality(told: dict[str, Any]) -> None:
    bound, gap = told.get("bound"), told.get("gap")
    proven = "nothing proven" if bound is None else f"bound {_number(bound)}, gap {100 * (gap or 0):.2f} %"
    how = f"{told['seconds']:.2f} s, seed {told['seed']}"
    print(f"objective {_number(told['objective'])} {told['unit']}, {proven}; {how}")
    print(f"method: {told['method']}")


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1_000 or value == int(value) else f"{value:,.3f}"


def _how(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--deadline", type=_seconds, metavar="S", help="seconds the planner may take")
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same plan")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def _name(option: str) -> str:
    return option.lstrip("-").replace("-", "_")


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return value


_NUMBER: dict[str, Any] = {"type": int, "metavar": "N"}
_KINDS: tuple[tuple[str, str, dict[str, dict[str, Any]]], ...] = (
    ("route", "the walk of one batch, over the stops that are left", {"batch": {"help": "the batch's number"}}),
    ("batches", "which orders of a released wave share a walk", {"wave": {"help": "the wave's number"}}),
    ("methods", "how a planned wave is picked with the least walking: order by order, in batches, by zones",
     {"wave": {"help": "the wave's number"}}),
    ("waves", "which allocated orders go when", {
        "--site": {"help": "the site; empty: the only one"},
        "--pickers": {"metavar": "N", "help": "how many pick, or +1, -1 to see what it changes; empty: as set"},
        "--packers": {"metavar": "N", "help": "how many pack, or +1, -1 to see what it changes; empty: as set"},
        "--again": {"action": "store_true", "help": "also plan anew what is in waves nobody has begun"},
    }),
    ("slotting", "which items should live elsewhere, only where the moves pay", {
        "--site": {"help": "the site; empty: the only one"},
        "--moves": {**_NUMBER, "help": "how many moves at most (40)"},
        "--horizon": {**_NUMBER, "help": "in how many days the moves must pay (30)"},
        "--history": {**_NUMBER, "help": "look at the orders of so many days (90)"},
        "--aside": {**_NUMBER, "help": "percent of them, the latest, kept aside to try the plan on (0)"},
        "--zones": {"metavar": "ZONE", "nargs": "+", "help": "only items and places of these zones"},
        "--families": {"metavar": "FAMILY", "nargs": "+", "help": "only items of these families"},
        "--move-m": {**_NUMBER, "help": "metres of walking a move costs beside its way (30)"},
        "--reach-s": {**_NUMBER, "help": "seconds to reach a level up or down (4)"},
        "--aisle-percent": {**_NUMBER, "help": "the greatest share of the picks of one aisle (100: any)"},
        "--together": {"action": "store_true", "help": "families that lie in one aisle stay in one aisle"},
        "--no-forecast": {"dest": "forecast", "action": "store_false",
                          "help": "past walks count as they were, not as often as the forecast expects"},
    }),
    ("putaway", "where goods go that wait at a dock", {
        "what": {"help": "a receipt, an ASN, a location, or a licence plate"},
    }),
    ("replenishment", "what is brought from reserve to forward pick locations", {
        "--site": {"help": "the site; empty: the only one"},
    }),
    ("cartons", "which cartons an order needs, and what lies where in them", {"order": {"help": "its number"}}),
    ("forecast", "what will be ordered of each item", {"--days": {**_NUMBER, "help": "how far ahead (28)"}}),
)  # fmt: skip
