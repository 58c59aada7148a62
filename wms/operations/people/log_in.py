"""Logging in. A wrong password is an answer, not a refusal, so that it is counted; each one makes the wait longer.

After three failures in a row the user must wait a second, then two, four … up to an hour. What is said is the same for
an unknown user, a wrong password and one who no longer works here, and takes as long.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from wms.model.people import User
from wms.operations import passwords
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit

FREE_FAILURES = 3
LONGEST_WAIT_S = 3_600


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn(Command):
    """Prove who one is; the answer's value `admitted` says whether that worked, `wait_seconds` how long to wait."""

    login: str = arg("The user's login", refers="user")
    password: str = arg("The user's password")


@handles("people.log_in", "people", anywhere=True, once=True)
def log_in(command: LogIn, unit: Unit) -> Answer:
    user = unit.session.scalar(select(User).where(User.login == command.login, User.active))
    if user is not None and (wait := seconds_to_wait(user, unit)):
        return _turned_away(wait)
    fits = passwords.fits(command.password, user.password_hash if user is not None else "")
    if user is None:
        return _turned_away(0)
    if not fits:
        return _turned_away(count_failure(user, unit))
    user.failed_logins, user.locked_until = 0, None
    values = {"admitted": True, "login": user.login, "name": user.name, "language": user.language, "wait_seconds": 0}
    return Answer("Welcome, {name}.", values)


def seconds_to_wait(user: User, unit: Unit) -> int:
    """How long nobody may try a password of this user; 0 when one may be tried."""
    if user.locked_until is None or user.locked_until <= unit.now:
        return 0
    return int((user.locked_until - unit.now).total_seconds()) + 1


def count_failure(user: User, unit: Unit) -> int:
    """Note a wrong password; how many seconds must be waited now."""
    user.failed_logins += 1
    over = user.failed_logins - FREE_FAILURES
    if over < 0:
        return 0
    wait = min(2 ** min(over, 12), LONGEST_WAIT_S)
    user.locked_until = unit.now + timedelta(seconds=wait)
    return int(wait)


def _turned_away(wait: int) -> Answer:
    text = "The login or the password is not right." if not wait else "Too many failures: wait {wait_seconds} seconds."
    return Answer(text, {"admitted": False, "wait_seconds": wait})
