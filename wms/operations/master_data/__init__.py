"""Master data: the building, the items, the parties and the settings, entered one by one or by the thousand."""
