"""Who works here: users and their passwords, roles and what they allow, and logging in."""
