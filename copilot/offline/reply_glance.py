"""A glance at a buyer's words, without reading what they want: their language, and whether they instruct a machine."""

from collections import Counter

from tools.reply.contract import Language
from tools.reply.understanding.languages import languages_of
from tools.reply.understanding.sentences import Sentence, sentences
from tools.reply.understanding.signs import instructs
from tools.reply.understanding.spelling import mended


def language_in(text: str) -> Language:
    """The language of most of a text."""
    return _main(_read(text))


def gives_instructions(text: str) -> bool:
    """Whether a text tries to tell a machine what to do."""
    read = _read(text)
    main = _main(read)
    return instructs(text, [(mended(sentence, language or main), language or main) for sentence, language in read])


def _read(text: str) -> list[tuple[Sentence, Language | None]]:
    found = sentences(text)
    return list(zip(found, languages_of(found), strict=True))


def _main(read: list[tuple[Sentence, Language | None]]) -> Language:
    sizes: Counter[Language] = Counter()
    for sentence, language in read:
        if language:
            sizes[language] += len(sentence.text)
    return sizes.most_common(1)[0][0] if sizes else "en"
