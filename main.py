"""Starts the window, or the command line when given a command; without a screen the demo day and its pictures."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from wms.cli.main import VERBS
from wms.cli.main import main as command_line


def start(words: Sequence[str]) -> int:
    """Run what these words ask for; returns the exit code."""
    if any(word in VERBS or word in ("-h", "--help") for word in words):
        return command_line(words)
    from wms.gui.main import is_headless, main

    if not is_headless():
        return main(words)
    from wms.gui.screenshots import main as take_pictures

    print("There is no screen here: running the demo day, then taking pictures of the window.", flush=True)
    return command_line(["day", "--out", "out"]) or take_pictures(["out/screens"])


if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
