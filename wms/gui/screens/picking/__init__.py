"""Picking: the bench that walks a batch stop by stop, the batches, and their lists for picking on paper."""
