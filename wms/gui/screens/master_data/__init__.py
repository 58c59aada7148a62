"""Master data: items, locations and the building's layout, partners, cartons and kits, and files taken in and given."""
