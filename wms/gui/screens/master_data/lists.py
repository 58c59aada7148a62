"""The lists of the master data: what the warehouse knows before anything moves."""

from __future__ import annotations

from wms.gui.registry.declared import Listing, Offer, Sheet, View
from wms.queries.page import Filter

_NEW_ITEM = Offer("RegisterItems", "Enter items", icon="add", needs_row=False, main=True, key="Ctrl+N")

ITEMS = Listing(
    "master_data.items", "Items", "items",
    ("sku", "name", "family", "gtin", "velocity", "temperature", "hazard", "rotation", "lot_tracked", "expiry_tracked",
     "serial_tracked", "cost_minor", "active"),
    subject=("item", "sku"),
    offers=(
        _NEW_ITEM,
        Offer("RegisterItems", "Change", line={
            "sku": "sku", "name": "name", "family": "family", "temperature": "temperature", "hazard": "hazard",
            "rotation": "rotation", "lot_tracked": "lot_tracked", "serial_tracked": "serial_tracked",
            "expiry_tracked": "expiry_tracked", "inspect_on_receipt": "inspect_on_receipt",
            "shelf_life_days": "shelf_life_days", "minimum_remaining_days": "minimum_remaining_days",
            "cost_minor": "cost_minor", "velocity": "velocity", "fragile": "fragile", "keep_upright": "keep_upright",
            "substitute": "substitute", "active": "active",
        }, icon="edit", key="Ctrl+E", main=True),
        Offer("DefineKit", "Make it a kit", {"kit": "sku"}, icon="merge"),
        Offer("AssignSlot", "Give it a home", {"item": "sku"}, icon="slotting"),
    ),
    papers=(Sheet("item_labels", "Labels", {"item": "sku"}),),
    views=(
        View("In use", (Filter("active", "=", True),)),
        View("Kept by lot", (Filter("lot_tracked", "=", True),)),
        View("Without a GTIN", (Filter("gtin", "=", ""),)),
        View("No longer stocked", (Filter("active", "=", False),)),
    ),
    empty="No item yet. Enter one, or import the catalogue in the tab Import and export.",
    empty_offer=_NEW_ITEM,
)  # fmt: skip

LEVELS = Listing(
    "master_data.levels", "Packaging", "packaging_levels",
    ("level", "units", "gtin", "length_mm", "width_mm", "height_mm", "weight_g"),
    empty="No packaging level is entered. Change the item to say how it is packed.",
)  # fmt: skip

_NEW_LOCATIONS = Offer("RegisterLocations", "Enter locations", icon="add", needs_row=False, main=True, key="Ctrl+N")

LOCATIONS = Listing(
    "master_data.locations", "Locations", "locations",
    ("code", "zone", "purpose", "aisle", "bay", "level", "position", "type", "status", "mixing", "max_weight_g",
     "width_mm", "depth_mm", "height_mm", "pick_sequence"),
    subject=("location", "code"), asks=("zone", "aisle"),
    offers=(
        Offer("ChangeLocation", "Change", {
            "code": "code", "zone": "zone", "aisle": "aisle", "type": "type", "status": "status", "mixing": "mixing",
            "width_mm": "width_mm", "depth_mm": "depth_mm", "height_mm": "height_mm", "max_weight_g": "max_weight_g",
            "max_volume_mm3": "max_volume_mm3", "pick_sequence": "pick_sequence",
        }, icon="edit", key="Ctrl+E", main=True),
        _NEW_LOCATIONS,
        Offer("ChangeLocation", "Close it", {"code": "code"}, {"status": "closed"}, icon="lock",
              when={"status": ("open", "no_entry", "no_exit")}),
        Offer("RemoveLocations", "Take away, never used", {"locations": "code"}, icon="remove", grave=True),
        Offer("ChangeLocation", "Open it again", {"code": "code"}, {"status": "open"}, icon="unlock",
              when={"status": ("closed", "no_entry", "no_exit")}),
        Offer("RegisterZone", "Enter a zone", icon="zone", needs_row=False),
        Offer("RegisterAisle", "Enter an aisle", icon="route", needs_row=False),
    ),
    papers=(Sheet("location_labels", "Label", {"location": "code"}),
            Sheet("location_labels", "Labels of the whole aisle", {"aisle": "aisle"}),
            Sheet("location_labels", "Labels of the whole zone", {"zone": "zone"})),
    views=(
        View("Not open", (Filter("status", "!=", "open"),)),
        View("Forward pick", (Filter("purpose", "=", "forward"),)),
        View("Reserve", (Filter("purpose", "=", "reserve"),)),
        View("Docks", (Filter("type", "=", "dock"),)),
    ),
    empty="No location yet. Draw the building in the tab Layout, or import locations.",
    empty_offer=_NEW_LOCATIONS,
)  # fmt: skip

_NEW_SLOT = Offer("AssignSlot", "Give an item a home", icon="add", needs_row=False, main=True, key="Ctrl+N")

SLOTS = Listing(
    "master_data.slots", "Homes of items", "slots",
    ("location", "zone", "item", "item_name", "velocity", "minimum", "maximum", "on_hand"),
    subject=("item", "item"), asks=("item", "zone"),
    offers=(
        _NEW_SLOT,
        Offer("AssignSlot", "Change when it is refilled", {
            "item": "item", "location": "location", "minimum": "minimum", "maximum": "maximum",
        }, icon="edit", key="Ctrl+E", main=True),
        Offer("RemoveSlot", "Live here no longer", {"item": "item", "location": "location"}, icon="remove",
              grave=True),
    ),
    papers=(Sheet("item_labels", "Labels", {"item": "item"}),),
    views=(
        View("Never refilled", (Filter("maximum", "=", 0),)),
        View("Empty now", (Filter("on_hand", "=", 0),)),
        View("A items", (Filter("velocity", "=", "A"),)),
    ),
    empty="No item has a home at a forward pick location. Give one a home, or let Slotting propose all of them.",
    empty_offer=_NEW_SLOT,
)  # fmt: skip

_NEW_PARTY = Offer("RegisterParties", "Enter partners", icon="add", needs_row=False, main=True, key="Ctrl+N")

PARTIES = Listing(
    "master_data.parties", "Partners", "parties",
    ("kind", "code", "name", "address", "country", "email", "gln", "minimum_remaining_days", "active"),
    subject=("party", "code"),
    offers=(
        _NEW_PARTY,
        Offer("RegisterParties", "Change", line={
            "kind": "kind", "code": "code", "name": "name", "gln": "gln", "address": "address", "country": "country",
            "email": "email", "minimum_remaining_days": "minimum_remaining_days", "active": "active",
        }, icon="edit", key="Ctrl+E", main=True),
    ),
    views=(
        View("Suppliers", (Filter("kind", "=", "supplier"),)),
        View("Customers", (Filter("kind", "=", "customer"),)),
        View("Carriers", (Filter("kind", "=", "carrier"),)),
        View("No longer dealt with", (Filter("active", "=", False),)),
    ),
    empty="No partner yet. Enter one, or import suppliers, customers and carriers.",
    empty_offer=_NEW_PARTY,
)  # fmt: skip

_NEW_OWNER = Offer("RegisterOwner", "Enter an owner", icon="add", needs_row=False)

OWNERS = Listing(
    "master_data.owners", "Owners of stock", "owners", ("owner", "name"),
    offers=(_NEW_OWNER, Offer("RegisterOwner", "Rename", {"code": "owner", "name": "name"}, icon="edit")),
    empty="No owner yet. Stock always belongs to somebody: enter your own company first.",
    empty_offer=_NEW_OWNER,
)  # fmt: skip

_NEW_CARTONS = Offer("RegisterCartonTypes", "Enter carton types", icon="add", needs_row=False, main=True, key="Ctrl+N")

CARTONS = Listing(
    "master_data.cartons", "Carton types", "carton_types",
    ("code", "length_mm", "width_mm", "height_mm", "max_weight_g", "tare_g", "cost_minor"),
    offers=(
        _NEW_CARTONS,
        Offer("RegisterCartonTypes", "Change", line={
            "code": "code", "length_mm": "length_mm", "width_mm": "width_mm", "height_mm": "height_mm",
            "max_weight_g": "max_weight_g", "tare_g": "tare_g", "cost_minor": "cost_minor",
        }, icon="edit", key="Ctrl+E", main=True),
    ),
    empty="No carton type yet. Packers and the carton planner need to know which cartons there are.",
    empty_offer=_NEW_CARTONS,
)  # fmt: skip

_NEW_KIT = Offer("DefineKit", "Define a kit", icon="add", needs_row=False, main=True, key="Ctrl+N")

KITS = Listing(
    "master_data.kits", "Kits", "kit_components", ("kit", "kit_name", "item", "item_name", "quantity"),
    subject=("item", "kit"), asks=("kit", "item"),
    offers=(_NEW_KIT, Offer("DefineKit", "Define it anew", {"kit": "kit"}, icon="edit", grave=True)),
    empty="No kit yet. A kit is an item that is assembled from others.",
    empty_offer=_NEW_KIT,
)  # fmt: skip
