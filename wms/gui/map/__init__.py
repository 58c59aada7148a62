"""The floor drawn from the layout, with places coloured, highlighted and walked."""
