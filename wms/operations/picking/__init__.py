"""Picking: batches are claimed and walked, each stop confirmed by scans, and what is missing is found elsewhere."""
