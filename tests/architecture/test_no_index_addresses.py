"""Where libraries come from is each machine's own affair: no tracked file names a package index or a machine's path."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", ".cache", "__pycache__", "build", "dist", "out", "node_modules"}

# Each pattern is written so that it does not match its own text here.
FORBIDDEN = {
    "a package index": re.compile(r"https?://[^\s\"'<>]*/simple(?![\w-])|\bpypi[.]org|\bpythonhosted[.]org", re.I),
    "an option that names an index": re.compile(
        r"--(?:extra-)?index-url\b|--default-index\b|--find-links\b|\b(?:extra-)?index-url\s*=|\bfind-links\s*=|"
        r"\b(?:PIP|UV)_(?:EXTRA_|DEFAULT_)?(?:INDEX|FIND_LINKS)|\[\[tool[.]uv[.]index|--trusted-host\b",
        re.I,
    ),
    "a path of one machine": re.compile(r"(?<![\w.~*)}/$-])/(?:work|root)/"),
}


def tracked_files(top: Path) -> list[Path]:
    """What git tracks; where there is no git or no repository, every file but caches and environments."""
    if shutil.which("git") and (top / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=top, check=False, capture_output=True)
        if listed.returncode == 0:
            named = (top / name.decode() for name in listed.stdout.split(b"\0") if name)
            return [path for path in named if path.is_file()]
    return sorted(walk(top))


def walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in NOT_OURS or path.name.endswith((".egg-info", "_cache")):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from walk(path)
        elif path.is_file():
            yield path


def faults(files: list[Path]) -> list[str]:
    """One line for each forbidden thing: file, line, what it is."""
    found = []
    for path in files:
        content = path.read_bytes()
        if b"\0" in content or path == Path(__file__).resolve():
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            found += [f"{path}:{number} names {what}" for what, pattern in FORBIDDEN.items() if pattern.search(line)]
    return found


def test_no_tracked_file_names_a_package_index_or_a_machines_path() -> None:
    files = tracked_files(TOP)
    assert TOP / "pyproject.toml" in files
    assert faults(files) == []


@pytest.mark.parametrize(
    "line",
    [
        "--" + "index-url https://packages.example.com/x",
        "--" + "extra-index-url=https://packages.example.com/x",
        "--" + "find-links wheels",
        "pip install -i https://packages.example.com/" + "simple/ wms",
        "index" + '-url = "https://packages.example.com"',
        "export PIP" + "_INDEX_URL=x",
        "UV" + "_INDEX=x make lock",
        "[[tool.uv" + ".index]]",
        "numpy @ https://files.python" + "hosted.org/numpy.whl",
        "data = '/" + "work/shared'",
        "open(/" + "root/.config)",
    ],
)
def test_a_planted_address_or_path_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "notes.md").write_text(f"innocent\n{line}\n")
    assert len(faults(tracked_files(tmp_path))) >= 1


@pytest.mark.parametrize(
    "line",
    ["see ../work/plan.md", "docs/work/root/x", "https://example.com/simple-guide", "~/root/x", "an index of items"],
)
def test_ordinary_words_are_left_alone(tmp_path: Path, line: str) -> None:
    (tmp_path / "notes.md").write_text(line)
    assert faults(tracked_files(tmp_path)) == []


def test_without_git_the_folders_are_walked_but_not_the_environment(tmp_path: Path) -> None:
    for name in ("wms/a.py", ".venv/lib/b.py", ".ci/run", "wms.egg-info/SOURCES.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert tracked_files(tmp_path) == [tmp_path / ".ci/run", tmp_path / "wms/a.py"]
