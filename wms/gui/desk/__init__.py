"""What every screen stands on: the open warehouse, who works here, what changed, and what is remembered for them."""
