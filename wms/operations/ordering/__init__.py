"""Orders: entered, amended, split, held, put first, cancelled; and the one place that knows their states."""
