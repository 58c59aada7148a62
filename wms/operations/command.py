"""What a command is: a frozen dataclass with described fields, a handler, a permission, and the topics it changes.

Commands name things as people do (sku, location code, document number), so that a scan, a form, a file and a terminal
all say the same. The registry below is what the CLI, the forms and the permission matrix are derived from.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_type_hints

from wms.operations.unit import Answer, Unit

Handler = Callable[[Any, Unit], Answer]
Handling = TypeVar("Handling", bound=Callable[..., Answer])


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """The root of all commands."""


@dataclass(frozen=True, slots=True)
class Registered:
    """One entry of the registry. `step` is the warehouse step (the module's name), `help` the command's docstring.

    `prepare` is done before the transaction is opened: what takes long the first time, and needs no data. `anywhere`:
    when it names nothing that is at a site, a role at any site is enough (see `Unit.sites`). `once`: its answer is
    never given again for the same key, because it rests on a secret that is not kept. `think` is what the command has
    to think about for a while: it reads, and gives the work that is then done without the database; what comes of it
    is the unit's `thought`, when the command is carried out alone.
    """

    name: str
    type: type[Command]
    handler: Handler
    permission: str
    topics: tuple[str, ...]
    step: str
    help: str
    prepare: Callable[[], None] | None = None
    anywhere: bool = False
    once: bool = False
    think: Callable[[Any, Unit], Callable[[], Any]] | None = None


COMMANDS: dict[str, Registered] = {}
"""Every command of the program by name, filled as the modules of this package are imported."""


LONGEST = 2_000
"""How many signs a text may have unless its field says otherwise."""


def arg(
    help: str, default: Any = dataclasses.MISSING, *, refers: str = "", unit: str = "", longest: int = LONGEST,
    everywhere: bool = False,
) -> Any:  # fmt: skip
    """Describe a command's field: its help, its default, the noun whose code it holds (`refers`), its unit.

    `longest` is how many signs a text may have; `everywhere`: an empty site means all of them, not the only one.
    """
    said = {"help": help, "refers": refers, "unit": unit, "longest": longest, "everywhere": everywhere}
    return field(default=default, metadata=said)


def handles(
    permission: str, *topics: str, prepare: Callable[[], None] | None = None, anywhere: bool = False,
    once: bool = False, think: Callable[[Any, Unit], Callable[[], Any]] | None = None,
) -> Callable[[Handling], Handling]:  # fmt: skip
    """Register a handler for the command its first parameter is annotated with. `topics` are what it changes."""

    def register(handler: Handling) -> Handling:
        hints = get_type_hints(handler)
        command = hints[next(iter(hints))]
        step = handler.__module__.removeprefix("wms.operations.").split(".")[0]
        doc = (command.__doc__ or "").strip()
        COMMANDS[command.__name__] = Registered(
            command.__name__, command, handler, permission, topics, step, doc, prepare, anywhere, once, think
        )
        return handler

    return register
