"""What every layer may use: quantities, identifiers, the clock, money, errors and background jobs."""
