"""Replenishment: forward pick locations are filled from reserve before a pick comes short."""
