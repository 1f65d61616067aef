"""Faults that the copilot adds to those of the tools.

ToolError (tools/core/errors.py)
├── InvalidInput            the user: an empty or too long message, a bad conversation id
├── UnknownReference        the user: no such conversation
└── MissingConfiguration    the operator: a setting is missing
"""

from tools.core.errors import ToolError


class MissingConfiguration(ToolError):
    """A setting is missing; names it and what to do."""

    code = "missing_configuration"
