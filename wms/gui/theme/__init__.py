"""How it looks: tokens, palettes, icons, and the few widgets that everything is built from."""
