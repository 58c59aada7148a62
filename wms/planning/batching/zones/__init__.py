"""Picking by zones: each zone's pickers take their part of every order, and the parts meet at consolidation."""
