"""Staging lanes, where goods wait for their truck."""

from __future__ import annotations

from wms.base.errors import Problems
from wms.model.site import Location
from wms.model.words import LocationStatus, LocationType
from wms.operations import find
from wms.operations.unit import Unit


def staging_lane(unit: Unit, code: str) -> Location:
    """The staging lane with this code. Raises Refused when it is none, or nothing may come in."""
    lane = find.location(unit.session, code, "lane")
    problems = Problems()
    if lane.type is not LocationType.LANE:
        problems.add("{place} is not a staging lane.", field="lane", place=lane.code)
    if lane.status in (LocationStatus.NO_ENTRY, LocationStatus.CLOSED):
        problems.add("Nothing may enter {place} for now: it is {status}.", field="lane", place=lane.code,
                     status=lane.status.value)  # fmt: skip
    problems.refuse()
    return lane
