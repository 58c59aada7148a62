"""Where the data lies: engines, units of work, migrations, backup and restore."""
