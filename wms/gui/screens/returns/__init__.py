"""Returns: goods that come back are scanned, judged and booked in; what was entered wrongly is taken back."""
