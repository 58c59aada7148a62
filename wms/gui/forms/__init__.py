"""Forms made from commands: typed fields, all errors at once beside them, drafts that outlive a crash."""
