"""Planners are made ready before anybody waits for them: their inner loops are compiled once after an installation.

That keeps Python busy for up to a minute or two, so it is done in a process of its own, at low priority: whoever works
in the window meanwhile notices nothing, and may stop it. What is compiled is kept for all later starts of this version.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from wms.base.errors import Cancelled, WmsError
from wms.base.jobs import Progress, Watch

READY = "ready.json"
LOOK_S = 0.1


def prepare(watch: Watch) -> None:
    """Compile everything in this process; tells of each planner, and ends between two when it is told to."""
    from wms.operations.planning import warm

    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("walks", warm.routes), ("batches", warm.batches), ("waves", warm.waves), ("cartons", warm.cartons),
        ("slotting", warm.slotting),
    )  # fmt: skip
    for number, (name, step) in enumerate(steps):
        watch.stop.raise_if_cancelled()
        watch.report(Progress(name, number, len(steps)))
        step()
    watch.report(Progress("ready", len(steps), len(steps)))
    place = _kept()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps([name for name, _ in steps]), encoding="utf-8")


def is_prepared() -> bool:
    """Whether all planners of this version were compiled on this machine."""
    return _kept().is_file()


def prepare_apart(watch: Watch) -> None:
    """Compile everything in a process of its own. Raises Cancelled within LOOK_S, WmsError when it fails."""
    command = [sys.executable, *_words()]
    low = _LOW if sys.platform == "win32" else 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, creationflags=low
    ) as process:
        told = threading.Thread(target=_tell, args=(process, watch), daemon=True)
        told.start()
        while process.poll() is None:
            if watch.stop.cancelled:
                process.kill()
                process.wait()
                raise Cancelled("The work was cancelled.")
            with suppress(subprocess.TimeoutExpired):
                process.wait(LOOK_S)
        told.join()
    if process.returncode:
        raise WmsError("The planners could not be prepared; the first plan takes longer instead.")


def _tell(process: subprocess.Popen[str], watch: Watch) -> None:
    for line in process.stdout or ():
        with suppress(ValueError):
            done, total, name = line.split(maxsplit=2)
            watch.report(Progress(name.strip(), int(done), int(total)))


_LOW = 0x4000
"""BELOW_NORMAL_PRIORITY_CLASS of Windows."""


def step_back() -> None:
    """Everybody else first: for the process that prepares (on Windows it is begun so)."""
    if sys.platform != "win32":
        os.nice(15)


def _words() -> list[str]:
    """How this program is started once more: a bundle by itself, otherwise Python with our terminal.

    With -P nothing is taken from the folder it is started in.
    """
    verb = ["prepare", "--lines"]
    if getattr(sys, "frozen", False):
        return verb
    return ["-P", "-c", f"from wms.cli.main import main; raise SystemExit(main({verb}))"]


def _kept() -> Path:
    """Beside the compiled kernels, below the digest of this version's planners."""
    from numba import config

    from wms.planning import compiled

    return Path(str(vars(config)["CACHE_DIR"])) / f"{compiled.fingerprint()}-{READY}"
