"""Goods and licence plates are moved about inside the building, built, split, merged and nested."""
