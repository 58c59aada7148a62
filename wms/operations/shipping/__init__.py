"""Shipping: cartons are staged, loaded on the right truck and leave with its manifest, or are handed over."""
