"""The decisions: pure planners that take plain data and return a plan with its bound, gap and reasons."""
