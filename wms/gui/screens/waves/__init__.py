"""Waves: which orders go together and when, whether there are people for it, and what helps those that are late."""
