"""Users, passwords, roles, and logging in."""

from __future__ import annotations

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Denied, Refused
from wms.operations import passwords
from wms.operations.people.log_in import LogIn
from wms.operations.people.roles import DefineRole, GrantRole, RevokeRole
from wms.operations.people.users import ChangePassword, DeactivateUser, ReactivateUser, RegisterUser
from wms.operations.receiving.check_in import CheckIn

GOOD = "correct horse"


@pytest.fixture
def ada(app: App) -> App:
    app.run(RegisterUser(login="ada", name="Ada", password=GOOD))
    return app


def admitted(app: App, password: str, login: str = "ada") -> bool:
    return bool(app.run(LogIn(login=login, password=password)).values["admitted"])


def test_the_right_password_lets_in_and_a_wrong_one_does_not(ada: App) -> None:
    assert admitted(ada, GOOD)
    assert not admitted(ada, GOOD + "!")
    assert not admitted(ada, "", login="system")
    assert not admitted(ada, GOOD, login="nobody")


def test_the_hash_is_argon2id_of_the_asked_strength_and_no_secret_is_remembered(ada: App) -> None:
    with ada.database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT password_hash FROM users WHERE login = 'ada'").scalar_one()
        audit = connection.exec_driver_sql("SELECT group_concat(fields || answer) FROM audit").scalar_one()
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert GOOD not in audit


def test_each_failure_doubles_the_wait_until_the_right_password_ends_it(ada: App, clock: SetClock) -> None:
    waits = []
    for _ in range(5):
        answer = ada.run(LogIn(login="ada", password="wrong one"))
        waits.append(answer.values["wait_seconds"])
        clock.advance(answer.values["wait_seconds"])
    assert waits == [0, 0, 1, 2, 4]
    assert admitted(ada, GOOD)
    assert ada.run(LogIn(login="ada", password="wrong one")).values["wait_seconds"] == 0


def test_while_one_must_wait_even_the_right_password_does_not_help(ada: App, clock: SetClock) -> None:
    for _ in range(3):
        admitted(ada, "wrong one")
    assert not admitted(ada, GOOD)
    clock.advance(2)
    assert admitted(ada, GOOD)


@pytest.mark.parametrize("password", ["short", "x" * 201, "aaaaaaaa", "adalovelace"])
def test_weak_passwords_are_refused(app: App, password: str) -> None:
    with pytest.raises(Refused) as refused:
        app.run(RegisterUser(login="adalovelace", name="Ada", password=password))
    assert [p.field for p in refused.value.problems] == ["password"]


def test_everything_wrong_with_a_user_is_told_at_once(ada: App) -> None:
    with pytest.raises(Refused) as refused:
        ada.run(RegisterUser(login="ada", name=" ", password="short"))
    assert [p.field for p in refused.value.problems] == ["login", "name", "password"]


def test_one_changes_ones_own_password_only_with_the_present_one(ada: App) -> None:
    ada.run(DefineRole(code="worker", permissions=("people.change_password",)))
    ada.run(GrantRole(login="ada", role="worker"))
    with pytest.raises(Refused, match="present password"):
        ada.run(ChangePassword(login="ada", password="another good one", old_password="no"), login="ada")
    ada.run(ChangePassword(login="ada", password="another good one", old_password=GOOD), login="ada")
    assert admitted(ada, "another good one")
    ada.run(RegisterUser(login="bob", name="Bob"))
    with pytest.raises(Denied):
        ada.run(ChangePassword(login="bob", password="another good one"), login="ada")


def test_a_wrong_present_password_is_counted_like_a_failed_log_in(ada: App, clock: SetClock) -> None:
    ada.run(GrantRole(login="ada", role="system"))

    def change(old: str) -> None:
        ada.run(ChangePassword(login="ada", password="another good one", old_password=old), login="ada")

    for _ in range(3):
        with pytest.raises(Refused, match="present password"):
            change("guessed wrong")
    with pytest.raises(Refused, match="Too many failures: wait 2 seconds"):
        change(GOOD)
    assert not admitted(ada, GOOD)
    clock.advance(2)
    change(GOOD)
    assert admitted(ada, "another good one")


def test_a_log_in_is_never_repeated_by_its_key(ada: App) -> None:
    assert ada.run(LogIn(login="ada", password=GOOD), key="k").values["admitted"]
    for password in (GOOD, "something else"):
        with pytest.raises(Refused, match="used already"):
            ada.run(LogIn(login="ada", password=password), key="k")


def test_who_is_sent_away_can_do_nothing_until_taken_back(ada: App) -> None:
    ada.run(GrantRole(login="ada", role="system"))
    ada.run(DeactivateUser(login="ada"))
    assert not admitted(ada, GOOD)
    with pytest.raises(Denied):
        ada.run(CheckIn(dock="DOCK-1", supplier="SUP"), login="ada")
    ada.run(ReactivateUser(login="ada"))
    assert admitted(ada, GOOD)
    with pytest.raises(Refused):
        ada.run(DeactivateUser(login="system"))


def test_a_role_allows_what_it_says_and_no_more(ada: App) -> None:
    ada.run(DefineRole(code="dock", name="Dock clerk", permissions=("receiving.*", "tasks.claim")))
    ada.run(GrantRole(login="ada", role="dock", site="MAIN"))
    assert ada.run(CheckIn(dock="DOCK-1", supplier="SUP"), login="ada").document
    ada.run(DefineRole(code="dock", permissions=("receiving.receive",)))
    with pytest.raises(Denied, match=r"receiving\.check_in"):
        ada.run(CheckIn(dock="DOCK-2", supplier="SUP"), login="ada")
    ada.run(RevokeRole(login="ada", role="dock", site="MAIN"))
    with pytest.raises(Refused, match="does not have the role"):
        ada.run(RevokeRole(login="ada", role="dock", site="MAIN"))


def test_permissions_nobody_knows_are_refused(app: App) -> None:
    with pytest.raises(Refused) as refused:
        app.run(DefineRole(code="x", permissions=("receiving.receive", "flying.*", "receiving.fly")))
    assert [(p.row, p.field) for p in refused.value.problems] == [(2, "permissions"), (3, "permissions")]


def test_nobody_hands_out_more_than_they_have(ada: App) -> None:
    ada.run(DefineRole(code="staff", permissions=("people.*",)))
    ada.run(GrantRole(login="ada", role="staff"))
    with pytest.raises(Refused, match="cannot hand it out"):
        ada.run(DefineRole(code="all", permissions=("*",)), login="ada")
    with pytest.raises(Refused, match="which you lack yourself"):
        ada.run(GrantRole(login="ada", role="system"), login="ada")


def test_two_hashes_of_one_password_differ() -> None:
    assert passwords.hashed(GOOD) != passwords.hashed(GOOD)
    assert not passwords.fits(GOOD, "no hash at all")
