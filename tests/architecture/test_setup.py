"""Set-up from a bare machine: what it looks for, when it has nothing to do, and what it says when it cannot go on."""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    yield from loaded("system_packages", monkeypatch)


@pytest.fixture
def setup(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """The set-up program, turned to an empty checkout."""
    for module in loaded("setup", monkeypatch):
        top = tmp_path / "仓库 checkout"
        top.mkdir()
        (top / "pyproject.toml").write_text('[project]\nname = "w"\n[build-system]\nrequires = []\n')
        (top / "requirements.lock").write_text("")
        venv = top / ".venv"
        places = {"TOP": top, "VENV": venv, "STAMP": venv / "ready.json", "UNFINISHED": venv / "unfinished"}
        for name, place in places.items():
            monkeypatch.setattr(module, name, place)
        yield module


def loaded(name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(TOP / ".ci"))
    yield importlib.import_module(name)
    for module in ("setup", "system_packages", "obstacle"):
        sys.modules.pop(module, None)


@pytest.fixture
def pip_calls(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for pip, which would need a network; the virtual environment itself is a real one."""
    calls: list[str] = []
    monkeypatch.setattr(setup, "pip", lambda *arguments: calls.append(" ".join(arguments)))
    return calls


def test_a_second_set_up_does_nothing_and_a_changed_lock_installs_again(
    setup: ModuleType, pip_calls: list[str]
) -> None:
    setup.prepare_venv("requirements.lock")
    assert setup.venv_works()
    assert pip_calls == ["install --require-hashes -r requirements.lock", "install --no-deps --no-build-isolation -e ."]
    setup.prepare_venv("requirements.lock")
    assert len(pip_calls) == 2
    (setup.TOP / "requirements.lock").write_text("# changed\n")
    setup.prepare_venv("requirements.lock")
    assert pip_calls[2:] == pip_calls[:2]


def test_half_a_set_up_is_made_afresh(setup: ModuleType, pip_calls: list[str]) -> None:
    left_over = setup.VENV / "left over"
    setup.VENV.mkdir()
    left_over.touch()
    setup.UNFINISHED.touch()
    setup.prepare_venv("requirements.lock")
    assert not left_over.exists()
    assert not setup.UNFINISHED.exists()
    assert json.loads(setup.STAMP.read_text())["folder"] == str(setup.TOP)
    assert pip_calls[0] == "install --require-hashes -r requirements.lock"


def test_an_environment_that_does_not_answer_is_not_taken(setup: ModuleType) -> None:
    assert not setup.venv_works()
    setup.venv_python().parent.mkdir(parents=True)
    setup.venv_python().write_text("not a program")
    assert not setup.venv_works()


def test_an_old_python_is_refused_in_plain_words(setup: ModuleType) -> None:
    setup.check_python((3, 11))
    with pytest.raises(setup.CannotGoOn, match=r"3\.11 or newer is needed, this is 3\.9"):
        setup.check_python((3, 9))


@pytest.mark.parametrize(
    ("spoken", "reason"),
    [
        ("x: NewConnectionError: failed", "no network"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE", "not the one recorded"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("anything else", "pip failed"),
    ],
)
def test_what_stopped_pip_is_said_without_addresses(setup: ModuleType, spoken: str, reason: str) -> None:
    told = setup.explain_pip(f"Looking in https://name:secret@packages.example.com/x\n{spoken}\n")
    assert reason in told
    assert spoken in told
    assert "secret" not in told


def test_a_window_needs_more_than_a_machine_without_a_screen(
    packages: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    headless = {need.package for need in packages.needs()}
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert {need.package for need in packages.needs()} - headless == {need.package for need in packages.WINDOW}


def test_a_library_under_its_newer_name_is_not_missing(packages: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = packages.needs()
    rows = [f"{need.package}{'t64' if need.purpose == 'Qt' else ''} amd64 installed" for need in wanted]
    rows += ["libother arm64 installed", "gone amd64 config-files"]
    answers = {"dpkg": "amd64\n", "dpkg-query": "\n".join(rows)}
    monkeypatch.setattr(packages, "spoken", lambda program, *_: answers[program])
    monkeypatch.setattr(packages.shutil, "which", lambda name: name)
    assert {"libglib2.0-0t64", "libgl1"} < packages.installed_names()
    assert not {"libother", "gone"} & packages.installed_names()
    packages.install_system_packages(pytest.fail)


def test_without_the_right_to_install_the_command_is_given(
    packages: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "privilege", lambda: None)
    said: list[str] = []
    with pytest.raises(packages.CannotGoOn, match="apt-get install -y --no-install-recommends libgl1 libegl1"):
        packages.install([packages.Need("libgl1", "drawing"), packages.Need("libegl1", "drawing")], said.append)
    assert said == ["Missing system packages: libgl1 (drawing), libegl1 (drawing)"]


def test_the_name_is_the_one_this_release_has(packages: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"liba": "(none)", "libat64": "1.0", "libb": "2.0"}
    monkeypatch.setattr(
        packages, "spoken", lambda *call: f"{call[-1]}:\n  Candidate: {known[call[-1]]}\n" if call[-1] in known else ""
    )
    assert packages.name_in_this_release(packages.Need("liba", "x")) == "libat64"
    assert packages.name_in_this_release(packages.Need("libb", "x")) == "libb"
