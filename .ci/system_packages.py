"""The few system packages that the libraries from pip lean on, looked up and installed on Debian and its relatives.

Only what is missing is installed, and only there is the package list refreshed. Elsewhere a word of advice is enough:
the wheels for macOS and Windows carry all they need.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from obstacle import CannotGoOn

Say = Callable[[str], None]


@dataclass(frozen=True)
class Need:
    """A package by its oldest name (newer releases may add "t64"), and what it is for."""

    package: str
    purpose: str

    @property
    def names(self) -> tuple[str, str]:
        """The names it may bear; the second is Debian 13's and Ubuntu 24.04's where 64-bit time changed the library."""
        return self.package, f"{self.package}t64"


QT = (
    Need("libglib2.0-0", "Qt"),
    Need("libgl1", "Qt drawing"),
    Need("libegl1", "Qt drawing"),
    Need("libxkbcommon0", "Qt keyboard"),
    Need("libfontconfig1", "Qt fonts"),
    Need("libdbus-1-3", "Qt desktop messages"),
    Need("fonts-wqy-microhei", "Chinese on paper and screen"),
)
WINDOW = (
    Need("libxcb-cursor0", "a real window"),
    Need("libxkbcommon-x11-0", "keys in a window"),
    Need("libxcb-icccm4", "a real window"),
    Need("libxcb-keysyms1", "keys in a window"),
    Need("libxcb-shape0", "a real window"),
)
UNREACHABLE = re.compile(r"Temporary failure resolving|Could not resolve|Could not connect|Failed to fetch", re.I)


def install_system_packages(say: Say, *, window: bool = False) -> None:
    """Install what is missing, or stop with the exact command when that takes rights we do not have."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        advise(say)
        return
    here = installed_names()
    missing = [need for need in needs(window=window) if not here.intersection(need.names)]
    if missing:
        install(missing, say)


def needs(*, window: bool = False) -> list[Need]:
    """What this machine needs: venv if Python came without, Qt always, a window's libraries if it has a display.

    `window` asks for those without a display too, to put them into a bundle.
    """
    wanted = list(QT)
    if importlib.util.find_spec("ensurepip") is None:
        wanted.insert(0, Need(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv", "making .venv"))
    if window or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        wanted += WINDOW
    return wanted


def installed_names() -> set[str]:
    """The names of all packages that are fully installed for this machine's own architecture."""
    machine = spoken("dpkg", "--print-architecture").strip()
    rows = spoken("dpkg-query", "-W", "-f", "${Package} ${Architecture} ${db:Status-Status}\n").splitlines()
    fields = (row.split() for row in rows)
    return {row[0] for row in fields if len(row) == 3 and row[1] in (machine, "all") and row[2] == "installed"}


def install(missing: Iterable[Need], say: Say) -> None:
    """Refresh the package list, choose each package's name in this release, install."""
    missing = list(missing)
    say("Missing system packages: " + ", ".join(f"{need.package} ({need.purpose})" for need in missing))
    plain = ["apt-get", "install", "-y", "--no-install-recommends"]
    before = privilege()
    if before is None:
        refuse("they must be installed by an administrator", [*plain, *(need.package for need in missing)])
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    say("Refreshing the package list (apt-get update) …")
    refreshed = run(*apt, "update")  # if it fails, the list at hand may still do
    names = [name_in_this_release(need) for need in missing]
    say("Installing them (apt-get install) …")
    result = run(*apt, "install", "-y", "--no-install-recommends", *names)
    if result.returncode != 0:
        told = (refreshed.stderr + result.stdout + result.stderr).strip()
        cause = " (no network?)" if UNREACHABLE.search(told) else ""
        lines = "\n".join(f"    {line}" for line in told.splitlines()[-8:])
        refuse(f"installing them failed{cause}:\n{lines}", [*plain, *names])


def privilege() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo if it lets us (it may ask on a terminal), None if neither."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    ask = [] if sys.stdin.isatty() else ["-n"]
    allowed = subprocess.run([sudo, *ask, "true"], check=False, stderr=None if not ask else subprocess.DEVNULL)
    return [sudo, *ask] if allowed.returncode == 0 else None


def name_in_this_release(need: Need) -> str:
    """The name apt can install here; the plain one if it knows neither, so that apt's own message names it."""
    for name in reversed(need.names):
        candidate = [line for line in spoken("apt-cache", "policy", name).splitlines() if "Candidate:" in line]
        if candidate and "(none)" not in candidate[0]:
            return name
    return need.package


def refuse(why: str, command: list[str]) -> NoReturn:
    """Stop set-up, giving the command to type."""
    as_root = f"apt-get update && {shlex.join(command)}"
    raise CannotGoOn(f"system packages are missing and {why}\nRun as root, then try again:\n    {as_root}")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, keeping what it says, in English."""
    english = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, check=False, capture_output=True, text=True, errors="replace", env=english)


def spoken(*command: str) -> str:
    """What a program says."""
    return run(*command).stdout


def advise(say: Say) -> None:
    """On a Linux without apt, name what Qt needs when it is plainly not there; macOS and Windows need nothing."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes.util

    absent = [name for name in ("EGL", "GL", "xkbcommon", "fontconfig", "dbus-1") if not ctypes.util.find_library(name)]
    if absent:
        say("Qt may need these system libraries, which were not found: " + ", ".join(f"lib{name}" for name in absent))
    if not any(Path(folder).exists() for folder in ("/usr/share/fonts", "/usr/local/share/fonts")):
        say("Chinese on paper needs a TrueType font with Chinese, such as WenQuanYi Micro Hei.")
