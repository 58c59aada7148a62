"""Where people walk: parallel aisles with cross-aisles, or any walkable graph, and the distances on them."""
