"""Which orders share a walk, and in which sequence the pickers walk them."""
