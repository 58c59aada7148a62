"""A warehouse on your own desk: every step from the dock to the truck, with books that prove."""
