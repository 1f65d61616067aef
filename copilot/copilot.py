"""The copilot: assembles settings, stores, models and tools; answers questions."""

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator
from functools import cached_property
from typing import Any

from langchain_core.messages import AIMessageChunk, HumanMessage

from copilot import threads
from copilot.agent import RECURSION_LIMIT, build_agent
from copilot.answer import Answer
from copilot.guards import citation_notes, citations, grounding
from copilot.library import is_for_library
from copilot.masking import Mask, Stream
from copilot.models import endpoint_model
from copilot.offline.listing import instruction_of
from copilot.offline.model import NAME as OFFLINE
from copilot.offline.model import OfflineChatModel
from copilot.offline.text import language_of
from copilot.offline.vocabulary import Vocabulary, read_vocabulary
from copilot.settings import Settings
from copilot.toolbox import langchain_tools
from copilot.turn import Turn
from copilot.window import shown_history
from copilot.world import World
from prompts import LANGUAGES, render
from prompts import message as wording
from tools.core.errors import InvalidInput, ToolError

logger = logging.getLogger(__name__)
MAX_MESSAGE = 20_000
"""Characters of one message; longer texts are files, which are imported."""
_TURNS_SHOWN = 8

Event = dict[str, Any]


class Copilot:
    """Answers questions over one data folder.

    Args:
        settings: Where the data are and which model speaks.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.world = World(settings)
        self._busy: set[str] = set()

    @cached_property
    def threads(self) -> threads.Threads:
        """The conversations."""
        return threads.Threads(self.settings.folder / "threads.sqlite")

    @cached_property
    def _tools(self) -> list[Any]:
        return list(langchain_tools(self.world))

    @cached_property
    def _agents(self) -> dict[tuple[str, str], Any]:
        return {}

    async def ask(
        self, question: str, thread_id: str | None = None, *, shop: str | None = None, locale: str | None = None
    ) -> Answer:
        """One question, one answer.

        Args:
            question: In Chinese or English.
            thread_id: Conversation to continue; a new one when left out.
            shop: Only this shop's data.
            locale: Language of the answer; that of the question when left out.

        Raises:
            ToolError: The message cannot be taken.
        """
        answer = None
        async for event in self.stream(question, thread_id, shop=shop, locale=locale):
            if event["type"] == "answer":
                answer = event["answer"]
        assert answer is not None
        return Answer.model_validate(answer)

    async def stream(
        self, question: str, thread_id: str | None = None, *, shop: str | None = None, locale: str | None = None
    ) -> AsyncIterator[Event]:
        """The same as events: `status`, `tool_call`, `tool_result`, `token`, and `answer` at the end.

        Raises:
            ToolError: The message cannot be taken.
        """
        question = _checked(question)
        thread = thread_id or uuid.uuid4().hex[:16]
        threads.check_thread_id(thread)
        if thread in self._busy:
            raise InvalidInput("turn_busy", field="thread_id")
        self._busy.add(thread)
        try:
            async for event in self._turn(question, thread, shop, _language(locale)):
                yield event
        finally:
            self._busy.discard(thread)

    async def _turn(self, question: str, thread: str, shop: str | None, locale: str | None) -> AsyncIterator[Event]:
        language = locale or language_of(instruction_of(question))
        turns = self.threads.turns(thread, _TURNS_SHOWN)
        warnings: list[str] = []
        for name in [OFFLINE] if self.settings.is_offline else [self.settings.model, OFFLINE]:
            turn = Turn(shop=shop, language=language)
            earlier = threads.history(turns) if name == OFFLINE else shown_history(turns)
            messages = [*earlier, HumanMessage(question)]
            yield {"type": "status", "thread_id": thread, "model": name}
            try:
                mask = Mask()
                agent = self._agent(name, language, mask)
                async with asyncio.timeout(self.settings.turn_seconds):
                    async for event in self._run(agent, messages, turn, Stream(mask)):
                        yield event
                _need_answer(turn)
            except Exception as failed:
                if name == OFFLINE:
                    raise
                logger.warning("model %s failed: %s", name, type(failed).__name__)
                warnings.append(wording("fallback", model=name, reason=_reason(failed))[language])
                continue
            answer = self._answer(turn, name, thread, language, warnings)
            self.threads.add(thread, question, turn.messages, answer.model_dump(mode="json"))
            yield {"type": "answer", "answer": answer.model_dump(mode="json")}
            return

    async def _run(self, agent: Any, messages: list[Any], turn: Turn, shown: Stream) -> AsyncIterator[Event]:
        with turn.active():
            stream = agent.astream(
                {"messages": messages}, {"recursion_limit": RECURSION_LIMIT}, stream_mode=["messages", "custom"]
            )
            async for mode, part in stream:
                if mode == "custom":
                    yield part
                elif isinstance(part[0], AIMessageChunk) and part[0].content and (text := shown.feed(str(part[0].content))):
                    yield {"type": "token", "text": text}
            if rest := shown.rest():
                yield {"type": "token", "text": rest}

    def _agent(self, name: str, language: str, mask: Mask) -> Any:
        if (name, language) not in self._agents or name != OFFLINE:
            if name == OFFLINE:
                agent = build_agent(OfflineChatModel(vocabulary=self._vocabulary, locale=language), self._tools, None, language)
            else:
                model = endpoint_model(self.settings)
                agent = build_agent(model, self._tools, self._system_prompt(language), language, mask)
            self._agents[name, language] = agent
        return self._agents[name, language]

    def _vocabulary(self) -> Vocabulary:
        return read_vocabulary(self.world.warehouse, lambda query: is_for_library(self.world, query), self.world.today)

    def _system_prompt(self, language: str) -> str:
        coverage = self.world.warehouse.coverage()
        stores = sorted({f"{entry.marketplace} ({entry.first_day} to {entry.last_day})" for entry in coverage})
        as_of = max((entry.complete_until for entry in coverage), default=None)
        named = {"zh": "Chinese", "en": "English"}.get(language, "the user's language")
        return render("agent/system.md", language=named, as_of=as_of, marketplaces=", ".join(stores))

    @staticmethod
    def _answer(turn: Turn, model: str, thread: str, language: str, warnings: list[str]) -> Answer:
        cited = citations.check(str(turn.messages[-1].content), turn.citations, turn.tool_calls)
        traced = grounding.check(cited.text, turn.tool_calls)
        if traced.untraced:
            warnings = [*warnings, wording("untraced", numbers=traced.untraced)[language]]
        warnings = [*warnings, *citation_notes.notes(cited, turn.citations, turn.tool_calls, language)]
        dates = [call.result["as_of"] for call in turn.tool_calls if call.result and call.result.get("as_of")]
        told = [w[language] for call in turn.tool_calls if call.result for w in call.result["warnings"]]
        with_notes = "\n\n".join([cited.text, *(f"> {note}" for note in warnings)])
        return Answer(
            answer=with_notes,
            language=language,
            model=model,
            thread_id=thread,
            as_of=max(dates, default=None),
            tool_calls=turn.tool_calls,
            citations=[one for one in turn.citations if one.kind == "tool" or one.n in cited.cited],
            grounding=traced,
            warnings=list(dict.fromkeys([*warnings, *told])),
        )

    def warm(self) -> None:
        """Open the stores and load the encoders, so that the first question need not wait for them."""
        self._vocabulary().is_for_library("warm")

    def close(self) -> None:
        """Let go of all files."""
        self.world.close()


def _checked(question: str) -> str:
    text = question.replace("\x00", "").strip()
    if not text:
        raise InvalidInput("empty_message", field="message")
    if len(text) > MAX_MESSAGE:
        raise InvalidInput("message_too_long", field="message", length=len(text), limit=MAX_MESSAGE)
    return text


def _language(locale: str | None) -> str | None:
    if locale is None:
        return None
    language = locale.split("-")[0].split("_")[0].lower()
    if language not in LANGUAGES:
        raise InvalidInput("bad_locale", field="locale", value=locale, known=list(LANGUAGES))
    return language


def _need_answer(turn: Turn) -> None:
    if not turn.messages or not str(turn.messages[-1].content).strip():
        raise ValueError("the model ended without an answer")


def _reason(failed: Exception) -> str:
    """What happened, without addresses, keys or paths."""
    if isinstance(failed, ToolError):
        return failed.text["en"]
    return type(failed).__name__
