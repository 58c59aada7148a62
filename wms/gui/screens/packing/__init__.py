"""Packing: the bench where totes become cartons, verified line by line, and the cartons that were packed."""
