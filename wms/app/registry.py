"""Finding commands and questions by name; imports all their modules once, so that the registries are complete."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import ModuleType

from wms import operations, queries
from wms.base.errors import refuse
from wms.operations.command import COMMANDS, Registered
from wms.queries.question import QUESTIONS, Question


@cache
def load() -> None:
    """Import every module of operations and queries."""
    _import_all(operations)
    load_questions()


@cache
def load_questions() -> None:
    """Import every module of queries; a window that opens asks before anybody commands."""
    _import_all(queries)


def _import_all(package: ModuleType) -> None:
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)


def commands() -> Mapping[str, Registered]:
    """Every command by its name."""
    load()
    return COMMANDS


def command(name: str) -> Registered:
    """The command with this name. Raises Refused when there is none."""
    load()
    if name not in COMMANDS:
        raise refuse("There is no command {name}.", field="command", name=name)
    return COMMANDS[name]


def question(name: str) -> Question:
    """The question with this name. Raises Refused when there is none."""
    load_questions()
    if name not in QUESTIONS:
        raise refuse("There is no question {name}.", field="query", name=name)
    return QUESTIONS[name]
