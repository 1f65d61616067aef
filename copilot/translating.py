"""Listings translated by the configured endpoint; what it writes is checked by code afterwards."""

import json
import logging

from langchain_core.messages import HumanMessage, SystemMessage

from copilot.models import endpoint_model
from copilot.settings import Settings
from prompts import render
from tools.listing.localize.translator import TranslationFailed

logger = logging.getLogger(__name__)
_NAMES = {
    "zh": "Chinese", "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "ja": "Japanese",
    "en-US": "American English", "en-GB": "British English", "en-CA": "Canadian English", "en-AU": "Australian English",
}  # fmt: skip


class EndpointTranslator:
    """Translates texts with the model of the endpoint.

    Args:
        settings: Name the model and the endpoint.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def translate(
        self, texts: dict[str, str], source: str, target: str, glossary: dict[str, str], complaints: list[str]
    ) -> dict[str, str]:
        """The same texts in another language, by the same keys.

        Args:
            texts: By name of the field.
            source: Language of the texts.
            target: Language or locale to write.
            glossary: Words and what they are called there.
            complaints: What was wrong with an earlier translation.

        Raises:
            TranslationFailed: The endpoint did not answer, or not in the form asked for.
        """
        asked = render(
            "agent/translate.md", source=_NAMES.get(source, source), target=_NAMES.get(target, target),
            glossary=list(glossary.items()), complaints=complaints,
        )  # fmt: skip
        try:
            said = endpoint_model(self._settings).invoke(
                [SystemMessage(asked), HumanMessage(json.dumps(texts, ensure_ascii=False))]
            )
        except Exception as failed:
            logger.warning("translation failed: %s", type(failed).__name__)
            raise TranslationFailed(type(failed).__name__) from failed
        return _read(str(said.content), set(texts))


def _read(answer: str, wanted: set[str]) -> dict[str, str]:
    """The texts of an answer; models like to wrap JSON into a code block."""
    stripped = answer.strip().removeprefix("```json").removeprefix("```").removesuffix("```")
    try:
        found = json.loads(stripped)
    except ValueError as broken:
        raise TranslationFailed("no JSON") from broken
    if not isinstance(found, dict) or set(found) != wanted or not all(isinstance(text, str) for text in found.values()):
        raise TranslationFailed("other keys than asked")
    return found
