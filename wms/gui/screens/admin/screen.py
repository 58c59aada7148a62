"""The screen of the administration."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.following import FollowingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.admin import lists
from wms.gui.screens.admin.about_page import AboutPage
from wms.gui.screens.admin.audit_page import AuditPage
from wms.gui.screens.admin.backups_page import BackupsPage
from wms.gui.screens.admin.jobs_page import JobsPage
from wms.gui.screens.admin.printers_page import PrintersPage
from wms.gui.screens.admin.proof_page import ProofPage
from wms.gui.screens.admin.roles_page import RolesPage
from wms.gui.screens.admin.scanners_page import ScannersPage
from wms.gui.screens.admin.settings_page import SettingsPage
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """Everything that keeps the warehouse's program running; who may not manage people does not see them."""
    return TabbedPage(
        desk,
        say("Admin"),
        [
            ("users", "Users", lambda: FollowingPage(desk, lists.USERS, lists.USER_ROLES, "user", "login"),
             "people.manage"),
            ("roles", "Roles", lambda: RolesPage(desk), "people.manage"),
            ("settings", "Settings", lambda: SettingsPage(desk), "master_data.settings"),
            ("printers", "Printers", lambda: PrintersPage(desk)),
            ("scanners", "Scanners", lambda: ScannersPage(desk)),
            ("backups", "Backups", lambda: BackupsPage(desk)),
            ("proof", "Proof", lambda: ProofPage(desk)),
            ("audit", "Who did what", lambda: AuditPage(desk), "people.manage"),
            ("jobs", "Jobs", lambda: JobsPage(desk)),
            ("about", "About", lambda: AboutPage(desk)),
        ],
    )  # fmt: skip

