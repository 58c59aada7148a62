"""The lists of the administration: people, their roles, and everything that was ever done."""

from __future__ import annotations

from wms.gui.registry.declared import Listing, Offer, View
from wms.queries.page import Filter

_NEW_USER = Offer("RegisterUser", "Enter a user", icon="add", needs_row=False, main=True, key="Ctrl+N")

USERS = Listing(
    "admin.users", "Users", "users",
    ("login", "name", "active", "roles", "language", "failed_logins", "locked_until"),
    subject=("user", "login"),
    offers=(
        _NEW_USER,
        Offer("GrantRole", "Grant a role", {"login": "login"}, icon="key", main=True, key="Ctrl+G"),
        Offer("ChangePassword", "New password", {"login": "login"}, icon="lock"),
        Offer("ReactivateUser", "Unlock or take back", {"login": "login"}, icon="unlock", asks=False),
        Offer("DeactivateUser", "Deactivate", {"login": "login"}, icon="remove", grave=True),
    ),
    views=(
        View("Work here", (Filter("active", "=", True),)),
        View("Locked or failing", (Filter("failed_logins", ">", 0),)),
        View("No longer here", (Filter("active", "=", False),)),
    ),
    empty="Nobody works here yet. Enter the first user, then grant a role.",
    empty_offer=_NEW_USER,
)  # fmt: skip

USER_ROLES = Listing(
    "admin.user_roles", "Roles of the user", "user_roles", ("role", "role_name", "site"),
    offers=(
        Offer("RevokeRole", "Revoke the role", {"login": "login", "role": "role", "site": "site"}, icon="remove",
              grave=True),
    ),
    empty="No role is granted: this user may look, and do nothing. Grant one above.",
)  # fmt: skip

AUDIT = Listing(
    "admin.audit", "Who did what", "audit_trail", ("at", "login", "command", "document", "id"),
    subject=("user", "login"), asks=("user", "command", "document", "begin", "end"),
    views=(
        View("People and roles", (Filter("command", "in", ("DefineRole", "GrantRole", "RevokeRole", "RegisterUser",
                                                           "DeactivateUser", "ReactivateUser", "ChangePassword")),)),
        View("Settings", (Filter("command", "=", "ChangeSetting"),)),
        View("Adjusted or scrapped", (Filter("command", "in", ("AdjustStock", "ScrapStock", "ApproveAdjustment",
                                                               "ReversePosting")),)),
    ),
    empty="Nothing fits. Everything that was ever done stands in this list.",
)  # fmt: skip
