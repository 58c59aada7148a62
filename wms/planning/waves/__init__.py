"""Which orders are released together, and when: after allocation, before batches are formed and walked."""
