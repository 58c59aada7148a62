"""Forward pick locations are filled from reserve: proposed by the planner, confirmed by whoever brought the goods."""
