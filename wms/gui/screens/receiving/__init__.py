"""Receiving: what is expected, what stands at the docks, goods into the books by scan or by list, what differed."""
