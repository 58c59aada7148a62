"""Putting away: from the dock to the place where goods are kept, proposed by the planner and confirmed by scan."""
