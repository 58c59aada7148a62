"""The window itself: rail, the one field for everything, details, status, notices, log-in."""
