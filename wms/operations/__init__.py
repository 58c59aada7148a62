"""The verbs: every warehouse step as a command, one module (or package) a step, the handler below its command."""
