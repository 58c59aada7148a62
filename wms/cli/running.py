"""`wms run COMMAND --field value …`: any command of the program, its options derived from its fields."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import Any, get_type_hints

from wms.app import registry
from wms.base.errors import StorageError
from wms.cli import opening, options, output
from wms.operations import fields
from wms.operations.command import COMMANDS, Registered


def add(verbs: Any) -> None:
    """The verb `run`."""
    verb = verbs.add_parser("run", help="carry out a command; `wms run --list` shows them all")
    verb.add_argument("command", nargs="?", default="", help="its name, such as ReceiveLine")
    verb.add_argument("--list", action="store_true", help="list all commands")
    verb.add_argument("rest", nargs=argparse.REMAINDER, help="--field value …, or --help for its fields")
    verb.set_defaults(work=run)


def run(arguments: argparse.Namespace) -> int:
    """Carry out the command, or list all."""
    registry.load()
    if arguments.list or not arguments.command:
        return _list()
    entry = registry.command(arguments.command)
    given = vars(_parser(entry).parse_args(options.joined(arguments.rest)))
    key, as_json = given.pop("key"), given.pop("json")
    values = {name: _content(value) for name, value in given.items() if value is not None}
    command = fields.read(entry.type, values)
    with opening.app(arguments) as app:
        done = app.run(command, key=key, watch=output.watch())
    if as_json:
        print(output.as_json({"message": done.message, "document": done.document, **done.values}))
    else:
        print(done.message)
    return 0


def _list() -> int:
    for step in sorted({entry.step for entry in COMMANDS.values()}):
        print(step)
        for entry in sorted((e for e in COMMANDS.values() if e.step == step), key=lambda e: e.name):
            print(f"  {entry.name:24} {entry.help.splitlines()[0]}")
    return 0


def _parser(entry: Registered) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"wms run {entry.name}", description=entry.help)
    hints = get_type_hints(entry.type)
    for spec in dataclasses.fields(entry.type):
        option = {f"--{spec.name.replace('_', '-')}", f"--{spec.name}"}
        more: dict[str, Any] = {"nargs": "?", "const": "yes"} if hints[spec.name] is bool else {}
        text = spec.metadata.get("help", "").replace("%", "%%")
        unit = f" [{spec.metadata['unit']}]" if spec.metadata.get("unit") else ""
        parser.add_argument(*sorted(option), dest=spec.name, help=text + unit, metavar="VALUE", **more)
    parser.add_argument("--key", default="", help="idempotency key: the same key never has a second effect")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    return parser


def _content(value: str) -> str:
    """"@file" stands for what is in the file, "@-" for standard input."""
    if not value.startswith("@"):
        return value
    try:
        return sys.stdin.read() if value == "@-" else Path(value[1:]).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise StorageError(f"{value[1:]} is not UTF-8 text.") from error
