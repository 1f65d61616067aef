"""A draft in other words, taken only where it still says the same and passes the same checks."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

from prompts import Text, message
from tools.reply.check.finding import ReplyFinding
from tools.reply.check.language import language_of
from tools.reply.compose.draft import Draft
from tools.reply.contract import Language, Tone

_FIGURE = re.compile(r"[A-Za-z]*\d(?:[A-Za-z0-9.,:/\-]*[A-Za-z0-9])?")
_BLANK = re.compile(r"\[____[^\[\]\n]{0,60}\]?")
_QUESTION = re.compile("[?？]")
_SENTENCE = re.compile(r"[.!?。！？]+(?:\s|$|(?<=[。！？]))")
_TRIES = 2
_MOST_TIMES, _LEAST_TIMES = 2.0, 0.5


class RephrasingFailed(Exception):
    """The model did not answer."""


class Rephraser(Protocol):
    """A model that words a draft anew."""

    def rephrase(
        self, draft: str, *, language: str, tone: str, instruction: str | None, names: Sequence[str], complaints: Sequence[str]
    ) -> str:
        """The body of a draft in other words, without salutation and closing.

        Args:
            draft: Body of the composed draft.
            language: In which it is and stays.
            tone: Of the brand.
            instruction: What the operator asks for.
            names: Of the buyer, to be hidden from the model wherever they stand.
            complaints: What was wrong with an earlier version.

        Raises:
            RephrasingFailed: The model did not answer.
        """


def rephrased(
    draft: Draft,
    rephraser: Rephraser,
    *,
    language: Language,
    tone: Tone,
    instruction: str | None,
    limit: int | None,
    check: Callable[[str], list[ReplyFinding]],
) -> tuple[str | None, Text | None]:
    """The whole draft with its body in other words.

    Returns:
        The text and None, or None and why the last try was refused.
    """
    head, body, tail = _parted(draft)
    names = [fact.value for fact in draft.facts if fact.name == "name"]
    complaints: list[Text] = []
    for _ in range(_TRIES):
        told = [text["en"] for text in complaints]
        try:
            said = rephraser.rephrase(
                body, language=language, tone=tone, instruction=instruction, names=names, complaints=told
            ).strip()
        except RephrasingFailed:
            return None, message("reply_rephrase.unavailable")
        text = "\n\n".join(part for part in (head, said, tail) if part)
        complaints = _refusals(draft, body, said, text, language, limit) or _of_check(check(text))
        if not complaints:
            return text, None
    return None, complaints[0]


def _parted(draft: Draft) -> tuple[str, str, str]:
    """Salutation, body and closing."""
    kinds = [paragraph[0].kind for paragraph in draft.paragraphs]
    written = draft.text.split("\n\n")
    first = 1 if kinds and kinds[0] == "salutation" else 0
    last = len(written) - 1 if kinds and kinds[-1] == "closing" else len(written)
    return "\n\n".join(written[:first]), "\n\n".join(written[first:last]), "\n\n".join(written[last:])


def _refusals(draft: Draft, body: str, said: str, text: str, language: Language, limit: int | None) -> list[Text]:
    """Why a text may not stand for the draft, before its wording is checked."""
    if not said:
        return [message("reply_rephrase.empty")]
    sentences = len(_SENTENCE.findall(said)) / max(1, len(_SENTENCE.findall(body)))
    shown = [each for sentence in draft.sentences if sentence.kind not in ("salutation", "closing") for each in sentence.shown]
    refusals = {
        "hidden": any(unicodedata.category(each) in ("Cc", "Cf") and each != "\n" for each in said),
        "language": language_of(said) not in (language, language_of(body)),
        "length": limit is not None and len(text) > limit,
        "figures": _figures(said) != _figures(body) or any(each not in said for each in shown),
        "blank": Counter(_BLANK.findall(said)) != Counter(_BLANK.findall(body)),
        "question": len(_QUESTION.findall(said)) < len(_QUESTION.findall(body)),
        "sentences": not _LEAST_TIMES <= sentences <= _MOST_TIMES,
    }
    return [message(f"reply_rephrase.{name}") for name, refused in refusals.items() if refused]


def _figures(text: str) -> Counter[str]:
    """Every number and code, with how often it stands there."""
    return Counter(_FIGURE.findall(unicodedata.normalize("NFKC", text)))


def _of_check(findings: list[ReplyFinding]) -> list[Text]:
    return [message("reply_rephrase.finding", text_zh=each.message_zh, text_en=each.message) for each in findings]
