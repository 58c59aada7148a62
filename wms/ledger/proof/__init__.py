"""Proving the books: every balance, claim and counter is derived again from the moves and compared with what stands."""
