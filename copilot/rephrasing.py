"""Replies rephrased by the configured endpoint; what it writes is checked by code afterwards."""

import logging
from collections.abc import Sequence

from langchain_core.messages import HumanMessage, SystemMessage

from copilot.masking import Mask
from copilot.models import endpoint_model
from copilot.settings import Settings
from prompts import render
from tools.reply.compose.rephrase import RephrasingFailed

logger = logging.getLogger(__name__)
_NAMES = {"zh": "Chinese", "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "ja": "Japanese"}
_LONGEST = 2_000


class EndpointRephraser:
    """Rephrases drafts with the model of the endpoint.

    Args:
        settings: Name the model and the endpoint.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def rephrase(
        self, draft: str, *, language: str, tone: str, instruction: str | None, names: Sequence[str], complaints: Sequence[str]
    ) -> str:
        """The same reply in other words.

        Args:
            draft: The reply.
            language: It is in.
            tone: It is to have.
            instruction: What the seller asks of the wording.
            names: Of the buyer; hidden from the model like other personal data.
            complaints: What was wrong with an earlier version.

        Raises:
            RephrasingFailed: The endpoint did not answer.
        """
        mask = Mask()
        mask.know(names)
        asked = render(
            "agent/rephrase.md", language=_NAMES.get(language, language), tone=tone, instruction=instruction,
            complaints=list(complaints), longest=max(_LONGEST, len(draft)),
        )  # fmt: skip
        try:
            said = endpoint_model(self._settings).invoke([SystemMessage(asked), HumanMessage(mask.hide(draft))])
        except Exception as failed:
            logger.warning("rephrasing failed: %s", type(failed).__name__)
            raise RephrasingFailed(type(failed).__name__) from failed
        return mask.show(str(said.content).strip())
