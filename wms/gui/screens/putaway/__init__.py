"""Putaway: goods go from the dock to the place the planner chose: by scan, as a list, or a truckload at once."""
