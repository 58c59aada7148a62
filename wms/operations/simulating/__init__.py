"""Between the books and the simulation: a day to come, or one that was, as people, walks and trucks. Only read."""
