"""Charts with units and a table behind them."""
