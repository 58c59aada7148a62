"""The demo site: a believable warehouse, the same for the same seed, in three sizes."""
