"""Administration: people and what they may do, settings, devices, backups, proof, and who did what."""
