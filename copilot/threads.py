"""Conversations: the record of what was asked and answered, one SQLite file."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from tools.core.errors import InvalidInput, UnknownReference

_SCHEMA = """
create table if not exists turn (
    thread_id text not null, number integer not null, asked_at text not null, question text not null,
    messages text not null, answer text not null, primary key (thread_id, number)
);
"""
_ID = re.compile(r"[A-Za-z0-9._\-]{1,64}")


class StoredTurn(NamedTuple):
    """One question with its answer and the messages between."""

    number: int
    asked_at: str
    question: str
    messages: list[dict[str, Any]]
    answer: dict[str, Any]


class Threads:
    """Reads and writes conversations. A turn is stored whole or not at all.

    Args:
        path: The SQLite file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._connection() as connection:
            connection.executescript(_SCHEMA)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=10)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def add(self, thread_id: str, question: str, messages: list[BaseMessage], answer: dict[str, Any]) -> None:
        """Store one turn at the end of a conversation."""
        with self._connection() as connection:
            connection.execute(
                "insert into turn select ?, coalesce(max(number), 0) + 1, ?, ?, ?, ? from turn where thread_id = ?",
                [
                    thread_id, datetime.now(UTC).isoformat(timespec="seconds"), question,
                    json.dumps([_stored(message) for message in messages], ensure_ascii=False),
                    json.dumps(answer, ensure_ascii=False), thread_id,
                ],
            )  # fmt: skip

    def turns(self, thread_id: str, last: int | None = None) -> list[StoredTurn]:
        """Turns of a conversation, oldest first; none when it does not exist."""
        with self._connection() as connection:
            rows = connection.execute(
                "select number, asked_at, question, messages, answer from turn where thread_id = ? order by number desc limit ?",
                [thread_id, last or -1],
            ).fetchall()
        return [StoredTurn(n, at, question, json.loads(m), json.loads(a)) for n, at, question, m, a in reversed(rows)]

    def get(self, thread_id: str) -> list[StoredTurn]:
        """All turns of a conversation.

        Raises:
            UnknownReference: There is no such conversation.
        """
        found = self.turns(thread_id)
        if not found:
            raise UnknownReference("unknown_thread", field="thread_id", id=thread_id)
        return found

    def list(self) -> list[dict[str, Any]]:
        """All conversations, the latest first: id, first question, number of turns, time of the last."""
        with self._connection() as connection:
            rows = connection.execute(
                "select thread_id, min(question) filter (where number = 1), count(*), max(asked_at) "
                "from turn group by thread_id order by max(asked_at) desc, thread_id"
            ).fetchall()
        return [{"thread_id": t, "title": question, "turns": n, "last_at": at} for t, question, n, at in rows]


def check_thread_id(thread_id: str) -> None:
    """Refuse ids that are no plain names.

    Raises:
        InvalidInput: It is none.
    """
    if not _ID.fullmatch(thread_id):
        raise InvalidInput("bad_thread", field="thread_id")


def history(turns: list[StoredTurn]) -> list[BaseMessage]:
    """Earlier turns as messages for a model."""
    return [message for turn in turns for message in (HumanMessage(turn.question), *map(_restored, turn.messages))]


def _stored(message: BaseMessage) -> dict[str, Any]:
    if isinstance(message, ToolMessage):
        return {"role": "tool", "id": message.tool_call_id, "name": message.name, "content": message.content}
    assert isinstance(message, AIMessage)
    calls = [{"name": call["name"], "args": call["args"], "id": call["id"]} for call in message.tool_calls]
    return {"role": "assistant", "content": message.content, "tool_calls": calls}


def _restored(stored: dict[str, Any]) -> BaseMessage:
    if stored["role"] == "tool":
        return ToolMessage(content=stored["content"], tool_call_id=stored["id"], name=stored["name"])
    return AIMessage(content=stored["content"], tool_calls=stored["tool_calls"])
