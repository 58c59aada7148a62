"""Passwords are kept as argon2id hashes only: 19 MiB of memory, two passes, one lane (OWASP's minimum for argon2id)."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from wms.base.errors import Problems

SHORTEST, LONGEST = 8, 200
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)


@cache
def _nobodys() -> str:
    """A hash to compare with where there is none. Made before the first password is looked at, whoever's it is."""
    return _HASHER.hash("nobody's password")


def hashed(password: str) -> str:
    """The password's hash with its own random salt, in the usual "$argon2id$…" form."""
    return _HASHER.hash(password)


def fits(password: str, kept: str) -> bool:
    """Whether the password is the one `kept` was made from. Takes as long when there is none (`kept` empty)."""
    nobodys = _nobodys()
    try:
        return _HASHER.verify(kept or nobodys, password) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def check(password: str, login: str, problems: Problems, field: str = "password") -> None:
    """Note what makes a new password unfit. Length counts, not the kinds of signs in it."""
    if not SHORTEST <= len(password) <= LONGEST:
        problems.add("A password has {least} to {most} characters.", field=field, least=SHORTEST, most=LONGEST)
    elif password.lower() == login.lower() or len(set(password)) < 3:
        problems.add("This password is guessed at once; take another.", field=field)
