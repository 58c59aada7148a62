"""The building is described: the site, its zones, and the aisles people walk along. Locations come next."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import available_timezones

from wms.base.errors import Problems
from wms.gs1 import gln, sscc
from wms.gs1.errors import Gs1Error
from wms.model.site import Aisle, Site, Zone
from wms.model.words import Hazard, Purpose, Temperature
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.master_data.rows import Rows, check_amounts, check_codes, check_named, note, taken
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSite(Command):
    """Enter a site, or change what is known of it; empty fields stay as they are."""

    code: str = arg("The site's code")
    name: str | None = arg("Its name", None)
    gln: str | None = arg("Its GLN, 13 digits", None)
    company_prefix: str | None = arg("The GS1 company prefix its licence plates are made from", None)
    time_zone: str | None = arg("Its time zone, like Europe/London", None)
    currency: str | None = arg("Its currency, three letters", None)
    width_mm: int | None = arg("The building's width", None, unit="mm")
    depth_mm: int | None = arg("The building's depth", None, unit="mm")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterZone(Command):
    """Enter a zone of a site, or change it; empty fields stay as they are."""

    code: str = arg("The zone's code")
    site: str = arg("The site; empty when there is only one", "", refers="site")
    name: str | None = arg("Its name; empty for a new zone: its code", None)
    purpose: Purpose | None = arg("What it is for", None)
    temperature: Temperature | None = arg("Its climate", None)
    hazard: Hazard | None = arg("The hazard class it is fit for", None)
    x_mm: int | None = arg("Left edge on the floor plan", None, unit="mm")
    y_mm: int | None = arg("Lower edge on the floor plan", None, unit="mm")
    width_mm: int | None = arg("Width on the floor plan", None, unit="mm")
    depth_mm: int | None = arg("Depth on the floor plan", None, unit="mm")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAisle(Command):
    """Enter an aisle, a line people walk along, or change it; empty fields stay as they are."""

    code: str = arg("The aisle's code")
    site: str = arg("The site; empty when there is only one", "", refers="site")
    x1_mm: int | None = arg("Where it begins", None, unit="mm")
    y1_mm: int | None = arg("Where it begins", None, unit="mm")
    x2_mm: int | None = arg("Where it ends", None, unit="mm")
    y2_mm: int | None = arg("Where it ends", None, unit="mm")
    cross: bool | None = arg("It joins picking aisles and has no locations", None)
    one_way: bool | None = arg("It is walked from its begin to its end only", None)
    blocked: bool | None = arg("Nobody can pass for now", None)


@handles("master_data.sites", "sites")
def register_site(command: RegisterSite, unit: Unit) -> Answer:
    problems = Problems()
    check_codes((command,), "code", problems)
    check_amounts(command, ("width_mm", "depth_mm"), problems, None)
    _check_site(command, problems)
    sites = Rows(unit, Site, "code", [command.code])
    names = ("name", "gln", "company_prefix", "time_zone", "currency", "width_mm", "depth_mm")
    row = sites.enter(command.code, taken(command, *names))
    check_named(row, problems, None)
    problems.refuse()
    sites.save()
    return Answer("Site {code} is entered.", {"code": command.code}, command.code)


def _check_site(command: RegisterSite, problems: Problems) -> None:
    try:
        if command.gln:
            gln.gln13(command.gln)
    except Gs1Error as error:
        note(error, problems, "gln")
    try:
        if command.company_prefix:
            sscc.serials_available(command.company_prefix)
    except Gs1Error as error:
        note(error, problems, "company_prefix")
    if command.time_zone and command.time_zone not in available_timezones():
        problems.add("There is no time zone {name}.", field="time_zone", name=command.time_zone)
    code = command.currency
    if code and not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        problems.add("A currency is three capital letters.", field="currency", found=code)


@handles("master_data.sites", "sites", "locations")
def register_zone(command: RegisterZone, unit: Unit) -> Answer:
    problems = Problems()
    check_codes((command,), "code", problems)
    check_amounts(command, ("x_mm", "y_mm", "width_mm", "depth_mm"), problems, None)
    site = find.site(unit.session, command.site)
    zones = Rows(unit, Zone, "code", [command.code])
    if command.code in zones.stored and zones.stored[command.code]["site_id"] != site.id:
        problems.add("Zone {code} belongs to another site.", field="site", code=command.code)
    names = ("name", "purpose", "temperature", "hazard", "x_mm", "y_mm", "width_mm", "depth_mm")
    row = zones.enter(command.code, taken(command, *names) | {"site_id": site.id})
    row["name"] = row["name"] or command.code
    if row["purpose"] is None:
        problems.add("Say what the zone is for.", field="purpose", expected=", ".join(p.value for p in Purpose))
    problems.refuse()
    zones.save()
    return Answer("Zone {code} of site {site} is entered.", {"code": command.code, "site": site.code}, command.code)


@handles("master_data.sites", "sites", "locations")
def register_aisle(command: RegisterAisle, unit: Unit) -> Answer:
    problems = Problems()
    corners = ("x1_mm", "y1_mm", "x2_mm", "y2_mm")
    check_codes((command,), "code", problems)
    check_amounts(command, corners, problems, None)
    site = find.site(unit.session, command.site)
    aisles = Rows(unit, Aisle, "code", [command.code])
    if command.code in aisles.stored and aisles.stored[command.code]["site_id"] != site.id:
        problems.add("Aisle {code} belongs to another site.", field="site", code=command.code)
    row = aisles.enter(command.code, taken(command, *corners, "cross", "one_way", "blocked") | {"site_id": site.id})
    for corner in corners:
        if row[corner] is None:
            problems.add("Say where the aisle begins and ends.", field=corner)
    if not problems and (row["x1_mm"], row["y1_mm"]) == (row["x2_mm"], row["y2_mm"]):
        problems.add("An aisle ends elsewhere than it begins.", field="x2_mm")
    problems.refuse()
    aisles.save()
    return Answer("Aisle {code} of site {site} is entered.", {"code": command.code, "site": site.code}, command.code)
