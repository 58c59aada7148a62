"""Users are entered, given passwords, and sent away. Nobody has an account by default, and nobody's is ever deleted.

The system user works on the file itself, on this computer; it has no password and cannot be logged in as.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from wms.base.errors import Problems, refuse
from wms.model.people import User
from wms.operations import find, passwords
from wms.operations.command import Command, arg, handles
from wms.operations.people.log_in import count_failure, seconds_to_wait
from wms.operations.unit import Answer, Unit

SYSTEM = "system"
_MAX_LOGIN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterUser(Command):
    """Enter a person who works here. Roles are granted afterwards."""

    login: str = arg("What the person logs in as")
    name: str = arg("The person's name")
    password: str = arg("The first password; empty: nobody can log in as this user yet", "")
    language: str = arg("The language of the screens, like en", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword(Command):
    """Change one's own password, or give somebody a new one."""

    login: str = arg("Whose password", refers="user")
    password: str = arg("The new password")
    old_password: str = arg("The present password; needed for one's own", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeactivateUser(Command):
    """Let somebody no longer work here. What they did stays in the books."""

    login: str = arg("Whom", refers="user")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactivateUser(Command):
    """Let somebody work here again, and forget their failed logins."""

    login: str = arg("Whom", refers="user")


@handles("people.manage", "people")
def register_user(command: RegisterUser, unit: Unit) -> Answer:
    problems = Problems()
    login = command.login
    if not login or login != login.strip() or len(login) > _MAX_LOGIN or not login.isprintable() or " " in login:
        problems.add("A login has 1 to {most} characters and no blanks.", field="login", most=_MAX_LOGIN, found=login)
    if unit.session.scalar(select(User.id).where(User.login == login)) is not None:
        problems.add("There is a user {login} already.", field="login", login=login)
    if not command.name.strip():
        problems.add("A name is missing.", field="name")
    if command.password:
        passwords.check(command.password, login, problems)
    problems.refuse()
    kept = passwords.hashed(command.password) if command.password else ""
    unit.session.add(User(login=login, name=command.name, password_hash=kept, language=command.language))
    return Answer("User {login} is entered.", {"login": login}, login)


@handles("people.change_password", "people", anywhere=True, once=True)
def change_password(command: ChangePassword, unit: Unit) -> Answer:
    user = find_user(unit, command.login)
    problems = Problems()
    if user.login == SYSTEM:
        problems.add("The system user has no password.", field="login")
    if user.login != unit.login:
        unit.require("people.manage")
    passwords.check(command.password, user.login, problems)
    problems.refuse()
    if user.login == unit.login and not _proven(user, command.old_password, unit):
        return Answer("The password of {login} stays as it is.", {"login": user.login})
    user.password_hash = passwords.hashed(command.password)
    user.failed_logins, user.locked_until = 0, None
    return Answer("The password of {login} is changed.", {"login": user.login}, user.login)


def _proven(user: User, old_password: str, unit: Unit) -> bool:
    """Whether the present password is right; a wrong one is refused and counted, as when logging in."""
    if wait := seconds_to_wait(user, unit):
        raise refuse("Too many failures: wait {wait_seconds} seconds.", field="old_password", wait_seconds=wait)
    if passwords.fits(old_password, user.password_hash):
        return True
    count_failure(user, unit)
    unit.kept = refuse("The present password is not right.", field="old_password")
    return False


@handles("people.manage", "people")
def deactivate_user(command: DeactivateUser, unit: Unit) -> Answer:
    user = find_user(unit, command.login)
    if user.login in (SYSTEM, unit.login):
        raise refuse("Neither the system user nor oneself can be sent away.", field="login")
    user.active = False
    return Answer("User {login} no longer works here.", {"login": user.login}, user.login)


@handles("people.manage", "people")
def reactivate_user(command: ReactivateUser, unit: Unit) -> Answer:
    user = find_user(unit, command.login)
    user.active, user.failed_logins, user.locked_until = True, 0, None
    return Answer("User {login} works here again.", {"login": user.login}, user.login)


def find_user(unit: Unit, login: str, field: str = "login") -> User:
    """The user with this login. Raises Refused naming the field."""
    return find.by(unit.session, User, User.login, login, field)
