"""What a paper is: a function that asks questions and draws; the registry the CLI and the print buttons come from."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol, TypeVar

from wms.base.errors import refuse
from wms.documents.sheet import Made


class Ask(Protocol):
    """How a paper gets its data: all rows of a question."""

    def __call__(self, question: str, /, **parameters: Any) -> list[Any]: ...


Draw = Callable[..., None]
Drawing = TypeVar("Drawing", bound=Draw)


@dataclass(frozen=True, slots=True)
class Paper:
    """One entry of the registry. `label` papers go to a label printer."""

    name: str
    draw: Draw
    help: str
    label: bool

    @property
    def parameters(self) -> dict[str, inspect.Parameter]:
        """What it must be told: the keyword parameters behind `ask`, `out` and `made`."""
        return dict(list(inspect.signature(self.draw, eval_str=True).parameters.items())[3:])


PAPERS: dict[str, Paper] = {}
"""Every paper by name, filled as the modules of this package are imported."""


def paper(*, label: bool = False) -> Callable[[Drawing], Drawing]:
    """Register `draw(ask, out, made, *, …)`, which writes one PDF to `out`."""

    def register(draw: Drawing) -> Drawing:
        doc = (draw.__doc__ or "").strip()
        PAPERS[draw.__name__] = Paper(draw.__name__, draw, doc, label)
        return draw

    return register


def render(name: str, ask: Ask, out: BinaryIO, made: Made, **parameters: Any) -> None:
    """Draw the paper `name` into `out` as a PDF. Raises Refused when there is nothing to print or no such paper."""
    if name not in PAPERS:
        raise refuse("There is no paper {name}.", field="document", name=name)
    PAPERS[name].draw(ask, out, made, **parameters)


def found(rows: list[Any], what: str, name: str) -> Any:
    """The first row, or a refusal that the document does not exist."""
    if not rows:
        raise refuse("There is no {what} {name}.", field=what, what=what, name=name)
    return rows[0]


def one_of(**given: str) -> None:
    """Refuse when none of the parameters is given: nobody wants every label of the house by mistake."""
    if not any(given.values()):
        names = ", ".join(given)
        raise refuse("Say which: one of {names}.", field=next(iter(given)), names=names)
