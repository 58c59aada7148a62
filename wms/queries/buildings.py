"""The building as it is drawn: sites, zones and aisles."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from wms.model.site import Aisle, Site, Zone
from wms.model.words import Hazard, Purpose, Temperature
from wms.queries.pieces import only
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One site."""

    site: str = col("Site")
    name: str = col("Name")
    gln: str = col("GLN")
    company_prefix: str = col("GS1 company prefix")
    time_zone: str = col("Time zone")
    currency: str = col("Currency")
    width_mm: int = col("Width", "mm")
    depth_mm: int = col("Depth", "mm")


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """One zone, with its rectangle on the floor plan."""

    zone: str = col("Zone")
    site: str = col("Site")
    name: str = col("Name")
    purpose: Purpose = col("Purpose")
    temperature: Temperature = col("Temperature")
    hazard: Hazard = col("Hazard")
    x_mm: int = col("X", "mm")
    y_mm: int = col("Y", "mm")
    width_mm: int = col("Width", "mm")
    depth_mm: int = col("Depth", "mm")


@dataclass(frozen=True, slots=True)
class AisleRow:
    """One aisle or cross-aisle, as the line that is walked."""

    aisle: str = col("Aisle")
    site: str = col("Site")
    cross: bool = col("Cross-aisle", "flag")
    x1_mm: int = col("X from", "mm")
    y1_mm: int = col("Y from", "mm")
    x2_mm: int = col("X to", "mm")
    y2_mm: int = col("Y to", "mm")
    one_way: bool = col("One way", "flag")
    blocked: bool = col("Blocked", "flag")


@question(SiteRow, key=("site",), sort=("site",), topics=("sites",))
def sites() -> Selected:
    """All sites of this database."""
    return select(
        Site.code.label("site"), Site.name, Site.gln, Site.company_prefix, Site.time_zone, Site.currency,
        Site.width_mm, Site.depth_mm,
    )  # fmt: skip


@question(ZoneRow, key=("zone",), sort=("zone",), topics=("locations",))
def zones(site: str = "", purpose: Purpose | None = None) -> Selected:
    """The zones of the building."""
    statement = select(
        Zone.code.label("zone"), Site.code.label("site"), Zone.name, Zone.purpose, Zone.temperature, Zone.hazard,
        Zone.x_mm, Zone.y_mm, Zone.width_mm, Zone.depth_mm,
    ).join(Site, Site.id == Zone.site_id)  # fmt: skip
    return only(statement, (Site.code, site), (Zone.purpose, purpose))


@question(AisleRow, key=("aisle",), sort=("aisle",), topics=("locations",))
def aisles(site: str = "") -> Selected:
    """The lines that are walked: aisles, and the cross-aisles that join them."""
    statement = select(
        Aisle.code.label("aisle"), Site.code.label("site"), Aisle.cross, Aisle.x1_mm, Aisle.y1_mm, Aisle.x2_mm,
        Aisle.y2_mm, Aisle.one_way, Aisle.blocked,
    ).join(Site, Site.id == Aisle.site_id)  # fmt: skip
    return only(statement, (Site.code, site))
