"""How an older database becomes a present one: one small, reviewed step a version."""
