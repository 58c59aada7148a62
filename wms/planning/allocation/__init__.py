"""Which stock serves which order line: after orders are accepted, before they are put into waves."""
