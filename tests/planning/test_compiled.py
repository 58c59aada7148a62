"""Kernels of another version of the planners are never run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from numba import config

from wms.planning import compiled
from wms.planning.routing import oneblock


def test_kernels_are_cached_under_the_version_of_all_planners() -> None:
    chosen = os.environ.get("NUMBA_CACHE_DIR", "")
    assert compiled.fingerprint() in config.CACHE_DIR or chosen == config.CACHE_DIR
    assert oneblock.walk_length is not None


def test_any_change_of_any_planner_is_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "kernel.py").write_text("a = 1")
    monkeypatch.setattr(compiled, "HOME", tmp_path)
    before = compiled.fingerprint()
    (tmp_path / "deep" / "kernel.py").write_text("a = 2")
    assert compiled.fingerprint() != before
