"""Where arriving pallets go: after receiving, before they can be picked or replenished from."""
