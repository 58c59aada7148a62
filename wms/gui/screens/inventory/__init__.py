"""Inventory: what lies where, whose it is, who holds it, and what happened to it."""
