"""The monkey of tests/gui for as long as there is time, each time with other dice; counted in seconds of play."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.torture.row import Outcome, Share

TOP = Path(__file__).resolve().parents[2]
TEST = "tests/gui/test_monkey.py"
TRICKS = 500


def run(share: Share) -> Outcome:
    """Play after play in a process of its own; the first that ends badly is told with its seed."""
    outcome = Outcome()
    began, plays = time.monotonic(), 0
    while not plays or (time.monotonic() - began < share.seconds and not outcome.wrong):
        seed = share.seed * 1_000 + plays
        more = {"WMS_MONKEY_SEED": str(seed), "WMS_MONKEY_TRICKS": str(TRICKS), "QT_QPA_PLATFORM": "offscreen"}
        words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", TEST]
        done = subprocess.run(words, cwd=TOP, env=os.environ | more, capture_output=True, text=True, check=False)
        plays += 1
        if done.returncode:
            outcome.complain(f"seed {seed}: {done.stdout[-1_500:]}")
    outcome.count = int(time.monotonic() - began)
    outcome.tell("tricks", plays * TRICKS)
    return outcome
