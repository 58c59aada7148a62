"""One set of published instances, as a table: `python -m benchmarks NAME --data DIR [--limit S] [--json FILE]`."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

import benchmarks


def names() -> list[str]:
    """The modules here that can be run: those with a `run(data, limit, json_file)`."""
    found = []
    for module in pkgutil.iter_modules(benchmarks.__path__):
        path = Path(benchmarks.__path__[0]) / f"{module.name}.py"
        if path.is_file() and "\ndef run(" in path.read_text(encoding="utf-8"):
            found.append(module.name)
    return sorted(found)


def main(arguments: list[str] | None = None) -> int:
    """Run one benchmark; 2 when its folder is not there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=names())
    parser.add_argument("--data", type=Path, required=True, help="a folder of published files of that kind")
    parser.add_argument("--limit", type=float, default=None, help="processor seconds for each instance")
    parser.add_argument("--json", type=Path, default=None, help="where to write the answers")
    given = parser.parse_args(arguments)
    if not given.data.exists():
        print(f"There is nothing at {given.data}.", file=sys.stderr)
        return 2
    importlib.import_module(f"benchmarks.{given.name}").run(given.data, given.limit, given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
