"""The one door for stock: every change of quantity, and every reservation, passes through here and nowhere else."""
