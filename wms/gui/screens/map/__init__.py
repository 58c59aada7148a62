"""The floor map: the building as it is drawn, coloured by what one wants to see."""
