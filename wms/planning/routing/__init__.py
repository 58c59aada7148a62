"""One picker, one walk: the shortest route through the aisles, the classic policies beside it, and its drawing."""
