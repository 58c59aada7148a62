"""A day on the floor, tried out before it happens: people, aisles, benches, lanes and docks, second by second."""
