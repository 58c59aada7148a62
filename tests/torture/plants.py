"""Faults to plant, each with the smallest tests that must notice it. A fault nobody notices is a guard nobody tests."""

from __future__ import annotations

from typing import NamedTuple


class Plant(NamedTuple):
    """In `file` the text `old` becomes `new`; or, without a file, new databases lack `old` (a guard, or its words)."""

    words: str
    file: str
    old: str
    new: str
    tests: str


def _guard(name: str, tests: str, words: str = "") -> Plant:
    return Plant(f"{name}: {words or 'no such trigger'}", "", name, words, tests)


_GUARDS = "tests/ledger/test_guards.py"
_BACKUP = "tests/storage/test_backup.py"
_FAILURES = "tests/storage/test_failures.py"
_SQLITE = "tests/storage/test_sqlite.py"
_PROOF = "tests/ledger/test_proof.py"
_MIGRATIONS = "tests/storage/test_migrations.py"
_CHANCE = "tests/ledger/test_posting_by_chance.py"

PLANTS = (
    # the guards in the database
    _guard("move_update_never", _GUARDS),
    _guard("move_delete_never", _PROOF),
    _guard("posting_update_never", _GUARDS),
    _guard("audit_delete_never", "tests/storage/test_sqlite.py tests/ledger/test_proof.py"),
    _guard("balance_update_gate", _GUARDS),
    _guard("balance_delete_gate", _GUARDS),
    _guard("allocation_update_gate", _GUARDS),
    _guard("allocation_delete_never", _GUARDS),
    _guard("lpn_update_gate", _GUARDS),
    _guard("ledger_head_update_gate", _GUARDS),
    _guard("order_line_counters_gate", _GUARDS),
    _guard("move_derives_balance", _CHANCE),
    _guard("move_reversal_mirrors", _CHANCE),
    _guard("allocation_opens", _CHANCE),
    _guard("allocation_closes", _CHANCE),
    _guard("balance", _GUARDS, "0 <= allocated AND allocated <= on_hand"),
    _guard("order_line", _GUARDS, "picked <= allocated"),
    # the ledger
    Plant("the chain forgets what was before", "wms/ledger/chain.py", "[previous, list(header)", '["", list(header)',
          _PROOF),
    Plant("the seal needs no key", "wms/ledger/chain.py", "hmac.new(key, chain_hash", 'hmac.new(b"", chain_hash',
          _PROOF),
    Plant("the proof sees no balance below zero", "wms/ledger/proof/fold.py", "if entry[0] < 0:", "if False:", _PROOF),
    Plant("the proof believes the balances", "wms/ledger/proof/derived.py",
          "if there is None or folded is None or (there[0], there[1]) != tuple(folded):", "if False:", _PROOF),
    Plant("the proof believes the claims", "wms/ledger/proof/derived.py", "if allocated != held.get(key, 0):",
          "if False:", _PROOF),
    Plant("the gate stays open", "wms/ledger/gate.py", "        gate.shut()", "        pass", _GUARDS),
    Plant("a claim may be closed twice", "wms/ledger/allocations.py", "if result.rowcount != len(ids):", "if False:",
          _CHANCE),
    Plant("more is taken back than was moved", "wms/ledger/reversal.py", "left = row.quantity - back.get(row.seq, 0)",
          "left = row.quantity", _CHANCE),
    Plant("a posting that fails is half kept", "wms/ledger/posting.py",
          "            with session.begin_nested():", "            with opened(session):",
          f"{_CHANCE} tests/operations/test_receiving.py"),
    # commands
    Plant("a key is not looked up", "wms/app/application.py", "    if before is not None:\n        return before",
          "    if False:\n        return before", "tests/operations/test_receiving.py"),
    Plant("a key serves two commands", "wms/app/remember.py", "if row.digest != digest:", "if False:",
          "tests/operations/test_receiving.py"),
    Plant("each try has a key of its own", "wms/app/application.py",
          'return f"{self.key}/{step}" if step else self.key', "return new_key()", _FAILURES),
    Plant("a failed commit is taken for a failure", "wms/app/application.py",
          "if trial.sent and self._was_saved(trial, error):", "if False:", _FAILURES),
    Plant("who is busy is not tried again", "wms/storage/failures.py",
          "return error.connection_invalidated or any(mark in str(error.orig) for mark in _BUSY)", "return False",
          _FAILURES),
    Plant("nobody is asked for a permission", "wms/app/application.py",
          "    unit.require(entry.permission)\n    before", "    before", "tests/operations/people/test_people.py"),
    Plant("a role at one site counts everywhere", "wms/app/identity.py",
          "if not actor.at:\n        return actor.everywhere", "if True:\n        return actor.somewhere",
          "tests/operations/people/test_roles_at_sites.py"),
    Plant("one person is enough", "wms/operations/adjusting/corrections.py", "    if value > limit:", "    if False:",
          "tests/operations/test_adjusting.py"),
    Plant("a count forgets what moved meanwhile", "wms/operations/counting/differences.py",
          "line.snapshot + since[line.id]", "line.snapshot", "tests/operations/test_counting.py"),
    Plant("wrong passwords are not counted", "wms/operations/people/log_in.py", "    user.failed_logins += 1\n", "",
          "tests/operations/people/test_people.py"),
    Plant("rotation is ignored", "wms/planning/allocation/problem.py",
          "return row.expiry_day if row.expiry_day is not None else NEVER + row.received_day", "return 0",
          "tests/planning/allocation/test_allocation.py"),
    Plant("what has expired is shipped", "wms/planning/allocation/problem.py",
          "row.expiry_day is None or row.expiry_day >= day + line.min_life_days", "True",
          "tests/planning/allocation/test_allocation.py"),
    # data in and out
    Plant("text becomes a formula", "wms/exchange/cells.py",
          "return \"'\" + text if _in_danger(text) else text", "return text", "tests/exchange/test_cells.py"),
    Plant("bad rows do not stop an import", "wms/app/importing.py",
          "may_write = not dry_run and (accept_good or not attempt.wrong)", "may_write = not dry_run",
          "tests/exchange/test_importing.py"),
    Plant("a half-written report takes its name", "wms/app/whole_file.py", "    finally:\n        place.unlink",
          "    finally:\n        os.replace(place, out) if place.exists() else None\n        place.unlink",
          "tests/documents/test_files.py"),
    Plant("any check digit will do", "wms/gs1/check_digit.py", "    if number[-1:] != expected:", "    if False:",
          "tests/gs1/test_check_digit.py tests/gs1/test_keys.py"),
    # the file
    Plant("a unit of work begins late", "wms/storage/sqlite.py", 'raw.execute("BEGIN IMMEDIATE")',
          'raw.execute("BEGIN")', _SQLITE),
    Plant("the disk is not waited for", "wms/storage/sqlite.py", '"synchronous": 2', '"synchronous": 1', _SQLITE),
    Plant("references are not checked", "wms/storage/sqlite.py", '"foreign_keys": 1', '"foreign_keys": 0', _SQLITE),
    Plant("replacing goes round the triggers", "wms/storage/sqlite.py", '"recursive_triggers": 1',
          '"recursive_triggers": 0', _GUARDS),
    Plant("a setting is not read back", "wms/storage/sqlite.py", "if found is not None and found[0] != value:",
          "if False:", _SQLITE),
    Plant("questions may write", "wms/storage/sqlite.py", 'engine = _engine(path, "ro", patience)',
          'engine = _engine(path, "rw", patience)', _SQLITE),
    Plant("who came last is served first", "wms/storage/sqlite.py", "/ (1 + waited / _LONG_S)",
          "* (1 + waited / _LONG_S)", _SQLITE),
    Plant("a changed schema is trusted", "wms/storage/recognise.py",
          "if found.digest != history.digests[found.revision]:", "if False:", "tests/storage/test_opening.py"),
    Plant("a journal is left lying", "wms/storage/recognise.py", "if journal.exists() and os.access(path, os.W_OK):",
          "if False:", _BACKUP),
    Plant("a backup is not looked at", "wms/storage/backup.py", "_same(verify.whole(fresh), there)", "pass", _BACKUP),
    Plant("a backup takes a file's place", "wms/storage/backup.py",
          "if target.exists() or keys.path_of(target).exists():", "if False:", _BACKUP),
    Plant("old backups are all thrown away", "wms/storage/rotation.py", "DAILY, WEEKLY, MONTHLY = 7, 4, 12",
          "DAILY, WEEKLY, MONTHLY = 7, 4, 2", _BACKUP),
    Plant("a restore does not ask who is there", "wms/storage/restore.py",
          'raw.execute("PRAGMA journal_mode = DELETE")\n        raw.execute("BEGIN EXCLUSIVE")', "pass", _BACKUP),
    Plant("an old log is applied to new data", "wms/storage/restore.py", "            os.replace(old, new)",
          "            pass", _BACKUP),
    Plant("a restore leaves the old key", "wms/storage/seals.py", "            os.replace(coming, keys.path_of(path))",
          "            pass", _BACKUP),
    Plant("a restore says nothing outside", "wms/storage/restore.py",
          "    anchors.drop(database, there.posting, there.hash, anchors.RESTORING, key)\n", "", _BACKUP),
    Plant("anybody may say that it was restored", "wms/storage/anchors.py",
          "return not key or anchor.seal == _seal(key", "return True or anchor.seal == _seal(key",
          "tests/storage/test_anchors.py"),
    Plant("an upgrade makes no backup", "wms/storage/migrate.py",
          'backup.backup(path, path.with_name(f"{path.name}.before-{missing[-1]}-{moment}"))', "pass", _MIGRATIONS),
    Plant("an upgrade is not judged", "wms/storage/migrate.py",
          "                _judge(connection, revision, versions)\n", "", _MIGRATIONS),
)  # fmt: skip
