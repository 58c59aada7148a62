"""Filling the forward pick locations from reserve: before the waves that need them, never later than the pick."""
