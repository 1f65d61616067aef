"""Personal data of buyers hidden from an endpoint's model, and put back in what it answers."""

import json
import re
from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from tools.listing.market import find_market
from tools.listing.phrases.contacts import emails, phones
from tools.listing.phrases.fold import fold
from tools.reply.check.privacy import personal_data
from tools.reply.check.reply import Reply
from tools.reply.understanding.understand import understand

REPLY_TOOLS = ("reply_draft", "reply_check", "message_queue")
"""Tools whose results may hold data of buyers."""
_MARK = re.compile(r"⟦[A-Z]+-\d+⟧")
_OPEN = "⟦"
_LONGEST_MARK = 16
_SHORTEST_NAME = 3
_PLACE = find_market("amazon_us")
_ANY_DAY = date(2000, 1, 1)


class Mask:
    """What was hidden, and the mark that stands for each; the same data has the same mark."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}
        self._names: set[str] = set()

    def know(self, names: Iterable[str | None]) -> None:
        """Names of buyers to hide wherever they stand as words."""
        self._names.update(name.strip() for name in names if name and len(name.strip()) >= _SHORTEST_NAME)

    def hide(self, text: str) -> str:
        """The text with a mark in place of each piece of personal data."""
        for start, end, kind in sorted(self._found(text), reverse=True):
            text = text[:start] + self._mark(text[start:end], kind) + text[end:]
        return text

    def show(self, text: str) -> str:
        """The text with the data back in their places; an unknown mark stays."""
        shown = {mark: hidden for hidden, mark in self._marks.items()}
        return _MARK.sub(lambda found: shown.get(found[0], found[0]), text)

    def shown(self, node: Any) -> Any:
        """The same for every text inside a structure."""
        if isinstance(node, str):
            return self.show(node)
        if isinstance(node, list):
            return [self.shown(each) for each in node]
        return {name: self.shown(each) for name, each in node.items()} if isinstance(node, dict) else node

    def _mark(self, hidden: str, kind: str) -> str:
        return self._marks.setdefault(hidden, f"⟦{kind}-{len(self._marks) + 1}⟧")

    def _found(self, text: str) -> list[tuple[int, int, str]]:
        """Places of personal data that do not overlap, the longer ones first."""
        folded = fold(text)
        places = [(*folded.span(*span), "EMAIL") for span in emails(folded, "en")]
        places += [(*folded.span(*span), "PHONE") for span in phones(folded, "en")]
        places += [(*fault.span, "DATA") for fault in personal_data(Reply(text, _PLACE, _ANY_DAY))]
        places += [(*found.span(), "NAME") for name in self._names for found in re.finditer(_word(name), text)]
        kept: list[tuple[int, int, str]] = []
        for place in sorted(places, key=lambda each: each[0] - each[1]):
            if all(place[1] <= start or place[0] >= end for start, end, _ in kept):
                kept.append(place)
        return kept


def _word(name: str) -> str:
    """A name as a word; names in Chinese or Japanese have no blanks around them."""
    plain = re.escape(name)
    return rf"(?<!\w){plain}(?!\w)" if name.isascii() else plain


class Masking(AgentMiddleware):
    """Hides personal data of buyers before a model is asked and puts them back in its answer and its calls.

    Args:
        mask: Of the turn.
    """

    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    async def awrap_model_call(
        self, request: ModelRequest, handler: Callable[[ModelRequest], Awaitable[ModelResponse]]
    ) -> ModelResponse | AIMessage:
        """Ask the model about masked messages."""
        for each in request.messages:
            self._mask.know(_names(each))
        response = await handler(request.override(messages=[self._hidden(each) for each in request.messages]))
        response.result = [self._seen(each) for each in response.result]
        return response

    def _hidden(self, each: Any) -> Any:
        if isinstance(each, HumanMessage) or (isinstance(each, ToolMessage) and each.name in REPLY_TOOLS):
            return each.model_copy(update={"content": self._mask.hide(str(each.content))})
        if isinstance(each, AIMessage):
            calls = [
                {**call, "args": json.loads(self._mask.hide(json.dumps(call["args"], ensure_ascii=False)))}
                for call in each.tool_calls
            ]
            return each.model_copy(update={"content": self._mask.hide(str(each.content)), "tool_calls": calls})
        return each

    def _seen(self, each: BaseMessage) -> BaseMessage:
        if not isinstance(each, AIMessage):
            return each
        calls = [{**call, "args": self._mask.shown(call["args"])} for call in each.tool_calls]
        return each.model_copy(update={"content": self._mask.show(str(each.content)), "tool_calls": calls})


def _names(each: Any) -> list[str | None]:
    """Names of buyers that a message tells: one that signs a pasted message, one that a tool read from the order."""
    if isinstance(each, HumanMessage):
        return [understand(str(each.content)).mentions.name]
    if not (isinstance(each, ToolMessage) and each.name in REPLY_TOOLS):
        return []
    try:
        result = json.loads(str(each.content)).get("result") or {}
    except ValueError:
        return []
    facts = result.get("facts") if isinstance(result, dict) else None
    return [str(fact.get("value")) for fact in facts or [] if isinstance(fact, dict) and fact.get("name") == "buyer_name"]


class Stream:
    """Shows the data in an answer that comes in pieces, where a mark may be cut."""

    def __init__(self, mask: Mask) -> None:
        self._mask, self._held = mask, ""

    def feed(self, piece: str) -> str:
        """What can be shown after one more piece."""
        text = self._held + piece
        cut = text.rfind(_OPEN)
        is_open = cut >= 0 and "⟧" not in text[cut:] and len(text) - cut <= _LONGEST_MARK
        self._held = text[cut:] if is_open else ""
        return self._mask.show(text[:cut] if is_open else text)

    def rest(self) -> str:
        """What is still held back at the end."""
        held, self._held = self._held, ""
        return self._mask.show(held)
