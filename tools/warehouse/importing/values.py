"""What reading any cell has in common."""

EXACT = "\ue000"
"""First character of a cell that the file itself types: a plain decimal point, dates in ISO form."""


class UnreadableValue(ValueError):
    """A cell that cannot be read; `args[0]` is the key of the reason."""
