"""A whole day in the warehouse, from the first truck to the last: every step by the commands people would give."""
