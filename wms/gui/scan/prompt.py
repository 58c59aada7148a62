"""What a bench shows: one question, the facts needed to answer it, and the choices besides scanning."""

from __future__ import annotations

from dataclasses import dataclass

UNKNOWN = "unknown"
"""Among the kinds a prompt expects: a code that nothing bears yet, such as a new licence plate or a lot."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure to be read from two steps away: its label, its value, its tone, a note below it."""

    label: str
    value: str
    tone: str = "neutral"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something else that can be done now. `key` is given by its place (F2, F3 …) unless it is named here."""

    name: str
    text: str
    icon: str = ""
    key: str = ""
    main: bool = False
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """The one question now; all texts in the language in use.

    `instruction` is the question in a few words, `title` says within what ("Receipt R-000012, dock 2"), `note` helps.
    `expects` are the kinds of things whose code may be scanned now ("item", "location" …, UNKNOWN); none: anything.
    `place` is the location to go to, shown larger than everything but the instruction. `quantity`: a number may be
    typed. `done` of `of` is how far the work is; `of` 0 where that is not known.
    """

    title: str
    instruction: str
    note: str = ""
    expects: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    place: str = ""
    choices: tuple[Choice, ...] = ()
    quantity: bool = False
    done: int = 0
    of: int = 0
