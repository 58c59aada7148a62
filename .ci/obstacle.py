"""The one way set-up stops: something only the person at the machine can put right."""


class CannotGoOn(Exception):
    """Set-up needs something from the person; the text says what."""
