"""Forecast: what each item will be asked for, per day and week, and how sure that is."""
