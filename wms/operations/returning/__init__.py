"""Returning: goods come back from customers and are restocked, inspected or scrapped."""
