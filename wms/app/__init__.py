"""The composition root: run a command, ask a question, and tell the rest of the program what changed."""
