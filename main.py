"""Starts the warehouse: the command line when given a command, otherwise the demo day, until there is a window."""

from __future__ import annotations

import sys

from wms.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["day", "--out", "out"]))
