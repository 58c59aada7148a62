"""One package a warehouse step, named as in every other layer."""
