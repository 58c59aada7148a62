"""The questions: select → frozen rows, one page at a time, sorted and filtered by the database; never a write."""
