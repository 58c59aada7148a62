"""Slotting: which item lives at which forward pick location, and which moves lead there from today's slotting."""
