"""Tasks: everybody's own queue of work, all tasks, and who does what."""
