"""New licence plates get their numbers here: the next free SSCC under the site's company prefix."""

from __future__ import annotations

from sqlalchemy import select

from wms.base.errors import Refused, refuse
from wms.gs1 import sscc
from wms.gs1.errors import Gs1Error
from wms.ledger import lpns
from wms.model.lpn import Lpn
from wms.model.site import Location, Site
from wms.model.words import LpnKind
from wms.operations.unit import Unit

_EXTENSION = {LpnKind.PALLET: 3, LpnKind.CARTON: 0, LpnKind.TOTE: 9}


def next_sscc(unit: Unit, site_id: int | None, kind: LpnKind) -> str:
    """An SSCC that no licence plate here bears. Raises Refused when the site has no company prefix, or no numbers."""
    site = unit.session.get(Site, site_id) if site_id else None
    if site is None or not site.company_prefix:
        raise refuse("The site needs a GS1 company prefix before licence plates can be numbered.", field="lpn")
    try:
        while True:
            code = sscc.make_sscc(site.company_prefix, _EXTENSION[kind], unit.count("SSCC"))
            if unit.session.scalar(select(Lpn.id).where(Lpn.code == code)) is None:
                return code
    except Gs1Error as error:
        raise Refused(error.problem) from error


def build(unit: Unit, location: Location, kind: LpnKind, code: str = "", height_mm: int = 0) -> tuple[int, str]:
    """A new, empty licence plate at the location; its id and its code. Raises Refused when the code is taken."""
    code = code or next_sscc(unit, location.site_id, kind)
    return lpns.create(unit.session, code, kind, location.id, height_mm), code
