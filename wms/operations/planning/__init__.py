"""Between the books and the planners: what is drawn and stored becomes a problem, and a plan becomes work."""
