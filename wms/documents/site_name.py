"""How the site is named at the head of a paper."""

from __future__ import annotations

from wms.documents.paper import Ask


def site_name(ask: Ask) -> str:
    """The site's name and code; several sites are named by their codes."""
    rows = ask("sites")
    if len(rows) == 1:
        return f"{rows[0].name} · {rows[0].site}"
    return ", ".join(row.site for row in rows)
