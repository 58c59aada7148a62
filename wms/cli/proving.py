"""`wms prove`: are the books right? Exit code 1 when they are not."""

from __future__ import annotations

import argparse
import time
from typing import Any

from wms.app import proving
from wms.cli import opening, output
from wms.ledger.proof.prove import Proof


def add(verbs: Any) -> None:
    """The verb `prove`."""
    verb = verbs.add_parser("prove", help="prove that the books are right; exit code 1 when they are not")
    verb.add_argument("--json", action="store_true", help="answer as JSON")
    verb.set_defaults(work=prove)


def prove(arguments: argparse.Namespace) -> int:
    """Print every finding, over how many things, and how long it took."""
    started = time.monotonic()
    proof = proving.prove_file(opening.path(arguments), output.watch())
    seconds = time.monotonic() - started
    if arguments.json:
        findings = [{**row, "ok": not row["wrong"]} for row in output.rows_as_dicts(proof.findings)]
        print(output.as_json({"ok": proof.ok, "moves": proof.moves, "seconds": seconds, "findings": findings}))
    else:
        _print(proof, seconds)
    return 0 if proof.ok else 1


def _print(proof: Proof, seconds: float) -> None:
    for finding in proof.findings:
        print(f"{'✓' if finding.ok else '✗'} {finding.check} ({finding.checked:,} checked)")
        for wrong in finding.wrong:
            print(f"    {wrong}")
    verdict = "The books prove" if proof.ok else "The books are WRONG"
    print(f"{verdict}: {proof.moves:,} moves in {seconds:.1f} s.")
