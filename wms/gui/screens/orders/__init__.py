"""Orders: what customers want, what is set aside for it, what is missing and why, and what can still be promised."""
