"""Cross-docking: goods that orders are waiting for go straight from the dock to a staging lane."""
