"""Scattered storage: an item lies in several places, and which of them to visit is decided together with the walk."""
