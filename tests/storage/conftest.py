"""A stocked warehouse to back up, damage and prove, and means to look at the world as another process or user."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from wms.app.application import App
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine

HOLDER = """
import importlib, sys
try:
    sqlite = importlib.import_module("pysqlite3.dbapi2")
except ImportError:
    import sqlite3 as sqlite
connection = sqlite.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    connection.execute(statement)
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def stocked(app: App) -> App:
    """The small warehouse with three postings."""
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    for quantity in (4, 5, 6):
        app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=quantity))
    return app


@pytest.fixture
def path(stocked: App) -> Path:
    """The file of the stocked warehouse, which nobody has open any more."""
    stocked.close()
    return stocked.database.path


@pytest.fixture
def holding() -> Iterator[Callable[..., Any]]:
    """`holding(path, *statements)`: another process runs these and keeps its connection until `.kill()`."""
    processes: list[subprocess.Popen[str]] = []

    def hold(path: Path, *statements: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLDER, str(path), *statements]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        processes.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield hold
    for process in processes:
        process.kill()
        process.communicate()


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of four megabytes of its own; skips the test where none may be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="small-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    allowed = shutil.which("mount") and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    if not allowed:
        folder.rmdir()
        pytest.skip("this user may not mount a small disk")
    yield folder
    for _ in range(50):
        if subprocess.run(["umount", str(folder)], capture_output=True, check=False).returncode == 0:
            break
        time.sleep(0.1)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def as_an_ordinary_user() -> Callable[[Callable[[], Any]], Any]:
    """`as_an_ordinary_user(work)`: what `work` answers, or raises, to a user who is not root."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot try something as another user")
    return _as_an_ordinary_user


def _as_an_ordinary_user(work: Callable[[], Any]) -> Any:
    """In a child process; an exception is returned as its kind and text."""
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            answer = work()
        except BaseException as error:  # noqa: BLE001 (whatever it is, the parent is to see it)
            answer = f"{type(error).__name__}: {error}"
        os.write(mouth, json.dumps(answer).encode())
        os._exit(0)
    os.close(mouth)
    with os.fdopen(ear, "rb") as pipe:
        content = pipe.read()
    os.waitpid(child, 0)
    return json.loads(content)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="warehouse-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
