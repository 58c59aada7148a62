"""Allocating: stock is set aside for order lines, oldest first, with a reason for everything that is missing."""
