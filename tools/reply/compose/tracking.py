"""The status of a parcel in the buyer's language."""

from functools import cache, lru_cache
from pathlib import Path

import yaml

from prompts.reply_blocks import reply_block
from tools.reply.contract import Language


@cache
def _cases() -> dict[str, tuple[str, ...]]:
    found = yaml.safe_load(Path(__file__).with_name("tracking.yaml").read_text(encoding="utf-8"))
    return {case: tuple(words) for case, words in found.items()}


@lru_cache(maxsize=1024)
def tracking_words(status: str, language: Language) -> str | None:
    """How a language says a status that a carrier wrote; None for one that is not known."""
    written = status.lower().replace("_", " ").replace("-", " ")
    case = next((case for case, words in _cases().items() if any(word in written for word in words)), None)
    return reply_block(language, f"tracking.{case}")[0].text if case and case != "none" else None
