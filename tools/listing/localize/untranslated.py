"""Texts that a draft does not carry, with the reason."""

from tools.listing.draft import said
from tools.listing.localize.result import Untranslated
from tools.listing.localize.terms_product import Unsaid

_MOST_WORDS = 6


def untranslated(texts: list[Unsaid]) -> list[Untranslated]:
    """The entries of a result.

    Args:
        texts: Texts, each whole, with the words that no term carries.
    """
    return [_entry(each) for each in texts]


def _entry(text: Unsaid) -> Untranslated:
    words = list(dict.fromkeys(word for word in text.words if word))
    told = said(text.reason, words=words[:_MOST_WORDS], more=len(words) > _MOST_WORDS)
    return Untranslated(field=text.field, index=text.index, text=text.text, reason=told.en, reason_zh=told.zh)
