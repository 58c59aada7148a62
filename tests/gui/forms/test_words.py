"""All that forms say is said in Chinese too: command names, what commands do, labels, helps, units, words, literals."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from wms.app import registry
from wms.documents.words import RESOURCES
from wms.gui.forms import form
from wms.gui.forms.blanks import Blank, blanks_of
from wms.gui.forms.labels import about, label_of, name_of
from wms.gui.texts.say import words
from wms.operations.command import COMMANDS

registry.load()


def _of(blanks: tuple[Blank, ...]) -> Iterator[str]:
    for blank in blanks:
        yield from (blank.label, blank.help, blank.unit, *(word.replace("_", " ") for word in blank.words))
        yield from _of(blank.lines)


def _literals() -> Iterator[str]:
    for place in Path(form.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "say":
                continue
            if isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def test_all_that_commands_say_of_themselves_is_translated() -> None:
    said = {
        text for entry in COMMANDS.values() for text in (name_of(entry.name), about(entry), *_of(blanks_of(entry.type)))
    }
    assert sorted(text for text in said if text and text not in words("zh")) == []


def test_all_that_forms_say_is_translated() -> None:
    assert sorted(text for text in _literals() if text not in words("zh")) == []


@pytest.mark.parametrize("name", ["commands", "gui_forms"])
def test_a_translation_has_the_places_of_its_sentence(name: str) -> None:
    table = tomllib.loads((RESOURCES / "translations" / f"{name}.zh.toml").read_text(encoding="utf-8"))["words"]
    for english, chinese in table.items():
        assert sorted(part.split("}")[0] for part in english.split("{")[1:]) == sorted(
            part.split("}")[0] for part in chinese.split("{")[1:]
        )


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("to_lpn", "To LPN"),
        ("weight_g", "Weight"),
        ("asn", "ASN"),
        ("cost_minor", "Cost"),
        ("ship_complete", "Ship complete"),
    ],
)
def test_a_label_is_made_from_the_fields_name(field: str, label: str) -> None:
    assert label_of(field) == label


@pytest.mark.parametrize(
    ("command", "name"), [("RegisterAsn", "Register ASN"), ("NestLpn", "Nest LPN"), ("CheckIn", "Check in")]
)
def test_a_command_is_called_as_people_say(command: str, name: str) -> None:
    assert name_of(command) == name
