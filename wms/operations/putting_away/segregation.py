"""Hazard classes that may not lie near each other.

After the segregation table of the IMDG Code, 7.2.4 ("separated from": not in one aisle; "away from": not in one bay).
"""

from __future__ import annotations

from wms.model.words import Hazard
from wms.planning.putaway.problem import Scope, Segregation

SEGREGATION = (
    Segregation(Hazard.FLAMMABLE, Hazard.OXIDISING, Scope.AISLE),
    Segregation(Hazard.GAS, Hazard.FLAMMABLE, Scope.AISLE),
    Segregation(Hazard.GAS, Hazard.OXIDISING, Scope.AISLE),
    Segregation(Hazard.OXIDISING, Hazard.CORROSIVE, Scope.AISLE),
    Segregation(Hazard.OXIDISING, Hazard.TOXIC, Scope.BAY),
    Segregation(Hazard.GAS, Hazard.CORROSIVE, Scope.BAY),
)
"""Pairs of classes (main class; the gas is taken as flammable, 2.1, the worse case)."""
