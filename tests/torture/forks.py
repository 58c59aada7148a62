"""Work done in forked children, some of them killed in the midst of it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

PATIENCE = 30.0


def forked(work: Callable[[], None]) -> int:
    """A child process that does this work; a failure is told on stderr and by its exit code."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException as error:  # noqa: BLE001 (the parent is to know of anything)
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(1)
    os._exit(0)


def killed(work: Callable[[], None], seconds: float, begun: Callable[[], bool] = lambda: True) -> bool:
    """Whether the child that does this work was killed in the midst of it; an error of its own ends everything.

    The seconds count from the moment the work has `begun`, however busy the machine is.
    """
    child = forked(work)
    patience = time.monotonic() + PATIENCE
    while not begun() and time.monotonic() < patience:
        time.sleep(0.001)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise SystemExit("a child failed by itself")
    return os.WIFSIGNALED(status)


def seconds_of(work: Callable[[], object]) -> float:
    """How long the work takes in a child of its own that is left alone: the length in which to kill others."""
    began = time.monotonic()
    os.waitpid(forked(lambda: work() and None), 0)
    return time.monotonic() - began
