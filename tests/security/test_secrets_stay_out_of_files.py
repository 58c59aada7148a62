"""A password is seen by the hash function and by nothing that writes: not the books, not the log, not a message."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from wms.app.application import App
from wms.operations.people.log_in import LogIn
from wms.operations.people.users import ChangePassword, RegisterUser

RIGHT, WRONG, NEXT = "correct-horse-battery", "a-wrong-guess-of-it", "another-long-secret"


def test_neither_right_nor_wrong_passwords_are_written_anywhere(
    app: App, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = []
    app.run(RegisterUser(login="ada", name="Ada", password=RIGHT))
    for password in (WRONG, RIGHT):
        said.append(repr(app.run(LogIn(login="ada", password=password))))
    app.run(ChangePassword(login="ada", password=NEXT))
    folder = app.database.path.parent
    app.close()
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert b"argon2id" in kept
    for secret in (RIGHT, WRONG, NEXT):
        assert secret.encode() not in kept
        assert secret not in caplog.text + "".join(said)
