"""Reading options as people type them: a value may begin with a minus sign, as in `--sort -quantity`."""

from __future__ import annotations

from collections.abc import Sequence


def joined(words: Sequence[str]) -> list[str]:
    """The words with each value that begins with one minus sign tied to its option; argparse would take it for one."""
    found: list[str] = []
    for word in words:
        value = word.startswith("-") and not word.startswith("--") and word not in ("-", "-h")
        if value and found and found[-1].startswith("--") and "=" not in found[-1]:
            found[-1] += f"={word}"
        else:
            found.append(word)
    return found
