"""Counting: what is to be counted, counting it by scan, looking at the differences, and posting them."""
