"""What gets installed is written down to the last byte: pinned, hashed, complete, and naming no place it comes from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).resolve().parents[2]
PINNED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)(?:\s*;\s*[^\\]+)?")


def faults(lock: str, wanted: list[str]) -> list[str]:
    """What is wrong with a lock file's text: addresses, loose or unhashed entries, wishes it does not fulfil."""
    found = [f"line {n} holds an address" for n, line in enumerate(lock.splitlines(), 1) if "://" in line]
    pins: dict[str, set[str]] = {}
    for entry in entries(lock):
        head, *hashes = re.split(r"\s*--hash=", entry)
        pin = PINNED.fullmatch(head.strip())
        if pin is None:
            found.append(f"{head} is not pinned by ==")
            continue
        pins.setdefault(canonicalize_name(pin[1]), set()).add(pin[2])
        if not hashes or not all(re.fullmatch(r"sha256:[0-9a-f]{64}", one.strip()) for one in hashes):
            found.append(f"{head} is not hashed")
    for text in wanted:
        wish = Requirement(text)
        versions = pins.get(canonicalize_name(wish.name), set())
        if not versions or not all(wish.specifier.contains(version, prereleases=True) for version in versions):
            found.append(f"{wish.name}{wish.specifier} is wanted, the lock has {sorted(versions) or 'none'}")
    return found


def entries(lock: str) -> list[str]:
    """The requirements of a lock file, each with its hashes on one line, comments left out."""
    bare = "\n".join(line for line in lock.splitlines() if not line.lstrip().startswith("#"))
    return [entry.strip() for entry in bare.replace("\\\n", " ").splitlines() if entry.strip()]


def read(name: str) -> str:
    return (TOP / name).read_text(encoding="utf-8")


def wishes(group: str) -> list[str]:
    """What pyproject.toml asks for: "run", or the name of a dependency group."""
    project = tomllib.loads(read("pyproject.toml"))
    wanted: list[str] = project["project"]["dependencies"] if group == "run" else project["dependency-groups"][group]
    return wanted


def test_the_lock_is_pinned_hashed_complete_and_holds_no_address() -> None:
    assert faults(read("requirements.lock"), wishes("run") + wishes("dev")) == []


@pytest.mark.parametrize("group", ["bench", "bundle"])
def test_the_locks_of_single_tasks_are_so_too(group: str) -> None:
    assert faults(read(f"requirements-{group}.lock"), wishes(group)) == []


@pytest.mark.parametrize(("group", "common"), [("bench", "numpy"), ("bundle", "setuptools")])
def test_the_locks_can_be_installed_side_by_side(group: str, common: str) -> None:
    def pins(name: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for entry in entries(read(name)):
            name, version = re.split(r"[\s;]", entry)[0].split("==")
            found.setdefault(name, set()).add(version)
        return found

    main, other = pins("requirements.lock"), pins(f"requirements-{group}.lock")
    shared = main.keys() & other.keys()
    assert common in shared
    assert {name: main[name] for name in shared} == {name: other[name] for name in shared}


def test_each_dependency_has_its_reason_written_down() -> None:
    reasons = read("docs/decisions/0001-dependencies.md")
    named = {canonicalize_name(name) for name in re.findall(r"^\| `([^`]+)`", reasons, re.M)}
    groups = ("run", "dev", "bench", "bundle")
    wanted = {canonicalize_name(Requirement(text).name) for group in groups for text in wishes(group)}
    assert named == wanted


HASH = "--hash=sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("lock", "complaint"),
    [
        (f"numpy==2.0 {HASH}\n# from https" + "://example.com", "line 2 holds an address"),
        (f"numpy>=2.0 {HASH}", "is not pinned"),
        ("numpy==2.0", "is not hashed"),
        ("numpy==2.0 --hash=md5:00", "is not hashed"),
        (f"numpy==1.9 {HASH}", "is wanted"),
        (f"scipy==2.0 {HASH}", "is wanted"),
        (f"numpy==2.0 ; python_version < '3.12' {HASH}\nnumpy==1.9 ; python_version >= '3.12' {HASH}", "is wanted"),
    ],
)
def test_a_planted_fault_is_found(lock: str, complaint: str) -> None:
    assert any(complaint in fault for fault in faults(lock, ["numpy>=2"]))


def test_a_sound_lock_passes() -> None:
    entry = f"num_py[x]==2.1 ; sys_platform == 'linux' \\\n    {HASH} \\\n    {HASH}\n    # via wms\n"
    lock = f"# made by make lock\n{entry}"
    assert faults(lock, ["num-py>=2"]) == []
