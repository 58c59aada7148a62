"""One share of one row, in a process of its own; the last line it prints is what came of it, as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from pathlib import Path

from tests.torture import battery, memory
from tests.torture.row import Share


def main() -> None:
    """Run the share named on the command line."""
    parser = argparse.ArgumentParser(prog="tests.torture.one")
    parser.add_argument("row")
    parser.add_argument("--place", type=Path, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    os.environ["WMS_HOME"] = str(asked.place / "home")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    row = battery.named(asked.row)
    outcome = row.run(Share(asked.place, asked.count, asked.seconds, asked.seed))
    outcome.tell("MB max", memory.megabytes())
    print(json.dumps(outcome.as_json()))


if __name__ == "__main__":
    status = 1
    try:
        main()
        status = 0
    except BaseException:  # noqa: BLE001 (told, and then the end)
        traceback.print_exc()
    sys.stdout.flush()
    os._exit(status)  # files that are still open would call a listener that is no more
