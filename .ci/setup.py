"""Make a checkout ready to run: system packages on Debian, then the virtual environment in .venv.

`make run` and `make test` call this first, so it is safe to repeat and says nothing when there is nothing to do. It
needs only Python 3.11 or newer and its standard library, on Linux, macOS and Windows. Exit code 2 means that something
is left for you to do.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from obstacle import CannotGoOn

OLDEST_PYTHON = (3, 11)
TOP = Path(__file__).resolve().parent.parent
VENV = TOP / ".venv"
STAMP = VENV / "ready.json"
UNFINISHED = VENV / "unfinished"
LOCK = "requirements.lock"
BENCH_LOCK = "requirements-bench.lock"
BUNDLE_LOCK = "requirements-bundle.lock"


def main() -> int:
    """Run every step that is needed; return the process's exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a path may hold what the terminal cannot show
    options = parse_arguments()
    try:
        check_python(sys.version_info[:2])
        from system_packages import install_system_packages  # written for 3.11: not before the check above

        with one_at_a_time():
            if not options.no_system:
                install_system_packages(say, window=options.bundle)
            more = [BENCH_LOCK] * options.bench + [BUNDLE_LOCK] * options.bundle
            prepare_venv(LOCK, *more)
    except CannotGoOn as obstacle:
        print(f"Set-up cannot go on: {obstacle}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Set-up stopped; run it again to finish.", file=sys.stderr)
        return 130
    return 0


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Prepare this checkout: system packages (Debian, Ubuntu) and .venv.")
    parser.add_argument("--bench", action="store_true", help="also what `make bench` measures against")
    parser.add_argument("--bundle", action="store_true", help="also what `make bundle` builds with")
    parser.add_argument("--no-system", action="store_true", help="leave the system's packages alone")
    return parser.parse_args()


def say(text: str) -> None:
    """Tell what is being done, at once even through a pipe."""
    print(text, flush=True)


def check_python(version: tuple[int, ...]) -> None:
    """Refuse a Python that is too old, naming a newer one if the machine has it."""
    if version >= OLDEST_PYTHON:
        return
    newer = next((name for name in (f"python3.{minor}" for minor in range(14, 10, -1)) if shutil.which(name)), None)
    remedy = f"This machine has {newer}: make PYTHON={newer} run" if newer else "Install a newer one and try again."
    raise CannotGoOn(f"Python 3.11 or newer is needed, this is {version[0]}.{version[1]}. {remedy}")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second set-up of the same checkout wait for the first (POSIX; on Windows the second finds files in use)."""
    cache = TOP / ".cache"
    cache.mkdir(exist_ok=True)
    with (cache / "setup.lock").open("w") as handle:
        if os.name == "posix":
            import fcntl

            with contextlib.suppress(OSError):  # some network shares know no locks
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# --- the virtual environment ---------------------------------------------------------------------------------------


def prepare_venv(*locks: str) -> None:
    """Bring .venv to exactly what the lock files say; return at once if it is there already."""
    wanted = fingerprint(*locks)
    done = read_stamp()
    if wanted.items() <= done.items() and venv_works():
        return
    started = time.monotonic()
    if UNFINISHED.exists() or not venv_works():
        make_venv()
        done = {}
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)
    for lock in locks:
        if done.get(lock) != wanted[lock]:
            say(f"Installing the libraries of {lock} into .venv (the first time takes a few minutes) …")
            pip("install", "--require-hashes", "-r", lock)
    pip("install", "--no-deps", "--no-build-isolation", "-e", ".")
    STAMP.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    UNFINISHED.unlink()
    say(f"Ready after {time.monotonic() - started:.0f} s.")


def fingerprint(*locks: str) -> dict[str, str]:
    """What .venv must have been made from: this Python, folder, lock files, and this project's own entry points."""
    import tomllib

    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    own = json.dumps([project["project"], project["build-system"]], sort_keys=True)
    prints = {"python": sys.version.split()[0], "folder": str(TOP), "project": hashlib.sha256(own.encode()).hexdigest()}
    for lock in locks:
        content = (TOP / lock).read_bytes().replace(b"\r\n", b"\n")  # git on Windows may change line ends
        prints[lock] = hashlib.sha256(content).hexdigest()
    return prints


def read_stamp() -> dict[str, str]:
    """What the last finished set-up left behind; nothing if there was none or it cannot be read."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def venv_python() -> Path:
    """The interpreter inside .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def venv_works() -> bool:
    """Whether .venv answers, has pip, and belongs to the same Python version as the one running this."""
    question = "import importlib.util as u, sys; print(sys.version_info[:2], u.find_spec('pip') is not None)"
    ask = [str(venv_python()), "-c", question]
    try:
        answer = subprocess.run(ask, check=False, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.stdout.strip() == f"{sys.version_info[:2]} True"


def make_venv() -> None:
    """Make .venv afresh; whatever half of it was there goes."""
    say("Making .venv afresh …" if VENV.exists() else "Making .venv …")
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise CannotGoOn(".venv must be made afresh, but runs this program: call it with the system's Python instead")
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False, capture_output=True, text=True)
    if made.returncode != 0:
        raise CannotGoOn(f"this Python cannot make a virtual environment:\n{last_lines(made.stdout + made.stderr)}")


# --- pip -----------------------------------------------------------------------------------------------------------

NO_NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeout|Failed to establish a new connection|"
    r"getaddrinfo failed|Network is unreachable|Connection refused|ReadTimeoutError|ProxyError"
)


def pip(*arguments: str) -> None:
    """Run .venv's pip; show one running word on a terminal, nothing elsewhere, and what went wrong if it does."""
    manners = ["--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    call = [str(venv_python()), "-m", "pip", *arguments, *manners]
    spoken: list[str] = []
    with subprocess.Popen(
        call, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace"
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            spoken.append(line)
            show_progress(line)
    show_progress("")
    if process.returncode != 0:
        raise CannotGoOn(explain_pip("".join(spoken)))


def show_progress(line: str) -> None:
    """On a terminal, overwrite one line with the library at hand; an empty line wipes it."""
    if not sys.stdout.isatty():
        return
    found = re.match(r"Collecting ([\w.-]+)", line)
    if found or not line:
        print(f"\r{'  ' + found[1] if found else '':<60}\r", end="", flush=True)


def explain_pip(spoken: str) -> str:
    """Say in plain words why pip gave up, and its last lines with any address taken out (it may hold a password)."""
    if NO_NETWORK.search(spoken):
        reason = "the libraries could not be fetched: no network, or pip cannot reach its package index."
    elif "DO NOT MATCH THE HASHES" in spoken:
        reason = "a library that was fetched is not the one recorded in the lock file. Nothing of it was installed."
    elif "No space left on device" in spoken:
        reason = "the disk is full (.venv needs about 1 GB)."
    else:
        reason = "pip failed."
    without_addresses = re.sub(r"[a-z+]+://\S+", "(address)", spoken)
    return f"{reason}\n{last_lines(without_addresses)}"


def last_lines(text: str, count: int = 8) -> str:
    """The end of a program's output, indented."""
    return "\n".join(f"    {line}" for line in text.strip().splitlines()[-count:])


if __name__ == "__main__":
    sys.exit(main())
