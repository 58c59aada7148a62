"""The licences of everything that goes into the bundle: one folder a library, and a list of all of them."""

from __future__ import annotations

import re
import shutil
from importlib import metadata
from pathlib import Path

NAMES = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
PLACES = re.compile(r"^(\.\.|licenses|.*\.dist-info)$")
"""Folders that say nothing about whose licence it is."""
COMMON = Path("/usr/share/common-licenses")
"""Where Debian keeps the texts that many packages share."""

SOURCES = {
    "PySide6_Essentials": "Qt and PySide6 are used under the LGPL 3; their source is at https://code.qt.io. The "
    "libraries lie beside the program as files of their own and may be replaced by others of the same interface.",
}


def gather(folder: Path) -> None:
    """Write the licences of the program's own requirements, and of theirs, into `folder`."""
    rows = []
    for found in sorted(needed("wms"), key=lambda one: one.name.lower()):
        kept = _keep(found, folder / found.name)
        named = found.metadata.get("License-Expression") or _classified(found) or (found.metadata.get("License") or "")
        rows.append(f"{found.name} {found.version}: {named.splitlines()[0] if named else 'see its folder'}"
                    + ("" if kept else " (the library brings no text of its own)")
                    + (f"\n    {SOURCES[found.name]}" if found.name in SOURCES else ""))  # fmt: skip
    for text in ("LGPL-3", "GPL-3"):
        if (COMMON / text).is_file():
            shutil.copyfile(COMMON / text, folder / f"{text}.txt")
    (folder / "LIBRARIES.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")


def needed(name: str) -> list[metadata.Distribution]:
    """What `name` requires on this machine, and what that requires, without `name` itself."""
    from packaging.requirements import Requirement

    seen: dict[str, metadata.Distribution] = {}
    waiting = [name]
    while waiting:
        found = metadata.distribution(waiting.pop())
        for line in found.requires or []:
            asked = Requirement(line)
            key = re.sub(r"[-_.]+", "-", asked.name).lower()
            if key in seen or (asked.marker and not asked.marker.evaluate({"extra": ""})):
                continue
            seen[key] = metadata.distribution(asked.name)
            waiting.append(asked.name)
    return list(seen.values())


def _keep(found: metadata.Distribution, folder: Path) -> bool:
    texts = [file for file in found.files or [] if NAMES.search(str(file)) and file.suffix not in (".py", ".pyc", ".h")]
    for text in texts:
        source = Path(str(found.locate_file(text)))
        if source.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, folder / "-".join(part for part in text.parts if not PLACES.search(part)))
    return folder.is_dir()


def _classified(found: metadata.Distribution) -> str:
    """The licence's name among the classifiers, where a library gives it only there."""
    marked = [one.split(" :: ")[-1] for one in found.metadata.get_all("Classifier") or [] if one.startswith("License")]
    return ", ".join(marked)
