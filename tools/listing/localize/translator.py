"""What a translator must be able to do; the one that asks a language model is made elsewhere."""

from typing import Protocol


class TranslationFailed(Exception):
    """The translator did not answer, or not in the form asked for."""


class Translator(Protocol):
    """A part of the world that turns texts into another language; what it returns is data, checked by code."""

    def translate(
        self, texts: dict[str, str], source: str, target: str, glossary: dict[str, str], complaints: list[str]
    ) -> dict[str, str]:
        """Translate each text.

        Args:
            texts: Texts by name: `title`, `bullets[0]`.
            source: Language of the texts: `zh`.
            target: Locale to write in: `en-GB`, `de`.
            glossary: Words of the texts with the words to use for them.
            complaints: What was wrong with the last attempt; none the first time.

        Returns:
            Translations by the same names; a text that could not be translated is left out.

        Raises:
            TranslationFailed: There is no usable answer at all.
        """
        ...
