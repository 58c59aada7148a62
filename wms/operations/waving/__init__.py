"""Waving: allocated orders are gathered by cut-off, cut into batches, and become walks with pick tasks."""
