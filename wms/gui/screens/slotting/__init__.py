"""Slotting: where items live, what would be better, what is expected to be asked for, and every plan that was kept."""
