"""Conversations."""

from typing import Any

from fastapi import APIRouter

from api.access import CopilotDep

router = APIRouter(prefix="/threads", tags=["threads"])


@router.get("")
def list_threads(copilot: CopilotDep) -> dict[str, Any]:
    """All conversations, the latest first."""
    return {"threads": copilot.threads.list()}


@router.get("/{thread_id}")
def show_thread(thread_id: str, copilot: CopilotDep) -> dict[str, Any]:
    """One conversation: its questions and answers."""
    turns = copilot.threads.get(thread_id)
    return {
        "thread_id": thread_id,
        "turns": [{"number": t.number, "asked_at": t.asked_at, "question": t.question, "answer": t.answer} for t in turns],
    }
