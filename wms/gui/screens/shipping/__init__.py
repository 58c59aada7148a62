"""Shipping: staging lanes, trucks loaded by scan, manifests, and what is packed and on no truck."""
