"""The dashboard: the day so far, what calls for attention, how well it goes; every figure leads to its rows."""
