"""Starts the window, or the command line when given a command; without a screen the demo day and its pictures."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence

from wms.cli.main import VERBS
from wms.cli.main import main as command_line

CHILDREN = ("wms.exchange.workbook",)
"""Modules that are run in a process of their own."""

REMEDY = "On Debian or Ubuntu: sudo apt-get install libgl1 libegl1"
"""What a machine that never showed a window lacks: its drawing libraries belong to it and are in no bundle."""


def start(words: Sequence[str]) -> int:
    """Run what these words ask for; returns the exit code."""
    if words[:1] == ["-m"]:
        return as_python(words[1:])
    if any(word in VERBS or word in ("-h", "--help") for word in words):
        return command_line(words)
    try:
        from wms.gui.main import is_headless, main
    except ImportError as error:
        print(f"The window cannot be opened: {error}. {REMEDY}", file=sys.stderr)
        return 2
    if not is_headless():
        return main(words)
    from wms.gui.screenshots import main as take_pictures

    print("There is no screen here: running the demo day, then taking pictures of the window.", flush=True)
    return command_line(["day", "--out", "out"]) or take_pictures(["out/screens"])


def as_python(words: Sequence[str]) -> int:
    """Run one of our own modules: a bundle has no Python beside it to be started for that."""
    if not words or words[0] not in CHILDREN:
        print(f"wms: only {', '.join(CHILDREN)} can be run so", file=sys.stderr)
        return 2
    sys.argv = list(words)
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
