"""All forbidden phrases of a store in one dictionary of words: a text is read once, whatever the number of phrases."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tools.listing.phrases.fold import Folded, fold
from tools.listing.phrases.groups import Group, Match, Sense, articles, kept
from tools.listing.phrases.inflect import forms, japanese
from tools.listing.phrases.parted import closed
from tools.listing.phrases.spaced import joined
from tools.listing.phrases.together import Together

_LONG = 12
"""Letters that a phrase of several words of a third language must have."""
_PREFIX = re.compile(r"(anti|non|eco)(?=[a-z]{3})")
"""Beginnings that some set apart: `anti microbien`."""
_FULL = 3
"""Letters more than which a full word has."""
_ARTICLES = 2
"""Articles and possessives in a row."""
_ENDINGS = ("", "e", "en", "er", "es", "n", "s")
_COMPOUNDS = 50_000
_AT_LEAST = 7
"""Letters more than which a compound has."""
_LEFT, _RIGHT = 5, 4
"""Katakana fewer than which may be the end, or the beginning, of another word."""
_END = ""
"""Key of a node under which its phrases are."""


@dataclass(frozen=True)
class Phrase:
    """A phrase of a group.

    Attributes:
        group: None for words that are never meant.
        text: As listed; "" for what a pattern finds.
        kind: What a rule looked for beside phrases: `prices`, `names` …
    """

    group: Group | None
    text: str
    senses: tuple[Sense, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class Hit:
    """A phrase in a folded text."""

    start: int
    end: int
    phrase: Phrase

    @property
    def never(self) -> bool:
        """Words that mean something else, whatever phrase is in them."""
        return self.phrase.group is None

    @property
    def group(self) -> Group:
        """Of the phrase."""
        assert self.phrase.group
        return self.phrase.group

    @property
    def places(self) -> range:
        """Its characters."""
        return range(self.start, self.end)


class Lexicon:
    """Phrases of groups in the language of a listing, in English, and those of other languages that cannot be mistaken."""

    def __init__(self, groups: tuple[Group, ...], language: str) -> None:
        """Compile.

        Args:
            groups: What is forbidden in the store.
            language: Of the listing.
        """
        self._language = language
        self._canonical: dict[str, set[str]] = defaultdict(set)
        self._words: dict[str, Any] = {}
        self._pairs: dict[str, list[tuple[str, Phrase]]] = defaultdict(list)
        self._matches = [
            (match, Phrase(group, "", _of(group.senses.get(spoken, ()), "")))
            for group in groups
            for spoken in dict.fromkeys(("en", language))
            for match in group.matches.get(spoken, ())
        ]
        self._senses: dict[str, tuple[Sense, ...]] = {}
        self._heads: dict[str, Phrase] = {}
        self._compounds: dict[str, Phrase | None] = {}
        self._together = Together()
        for group in groups:
            self._add(group)
        first = {form: [self._words[key] for key in keys if key in self._words] for form, keys in self._canonical.items()}
        self._first = {form: nodes for form, nodes in first.items() if nodes}
        self._triggers: dict[str, list[tuple[re.Pattern[str], Phrase]]] = defaultdict(list)
        for match, phrase in self._matches:
            for word in match.when:
                self._triggers[word].append((match.pattern, phrase))

    def _add(self, group: Group) -> None:
        for language, phrases in group.phrases.items():
            for phrase in phrases:
                if self._reads(group, language, phrase):
                    senses = _of(group.senses.get(language, ()), phrase) or (self._senses.get(phrase, ()) if group.rule else ())
                    self._senses.setdefault(phrase, senses)
                    self._put(Phrase(group, phrase, senses), phrase, language, phrase in group.exact.get(language, ()))
        for language, phrases in group.never.items():
            for phrase in phrases:
                if language in ("en", self._language):
                    self._put(Phrase(None, phrase), phrase, language, False)
        if self._language == "de":
            self._heads |= {head: Phrase(group, head, _of(group.senses.get("de", ()), head)) for head in group.heads}

    def _reads(self, group: Group, language: str, phrase: str) -> bool:
        if language == self._language:
            return True
        if language == "en":
            own = {fold(each).text for each in group.phrases.get(self._language, ())}
            return fold(phrase).text not in own and phrase not in kept("languages").get(self._language, ())
        words = fold(phrase).words
        return not group.rule and language != "ja" and len(words) > 1 and len(phrase) >= _LONG

    def _put(self, phrase: Phrase, text: str, language: str, exact: bool) -> None:
        folded = fold(text)
        if not any(character.isalnum() for character in folded.text):
            self._matches.append((Match((folded.text,), re.compile(re.escape(folded.text))), phrase))
            return
        if any(character >= "\u3040" for character in folded.text):
            for form in japanese(folded.text):
                self._pairs[form[:2]].append((form, phrase))
            return
        words = folded.words
        node = self._words
        for word in words:
            key = f"{word}|{'' if exact else language}|{len(words) == 1}"
            for form in {word} if exact else forms(word, language, len(words) == 1):
                self._canonical[form].add(key)
                if language == "de":
                    self._canonical[_spelt_out(form, text)].add(key)
            node = node.setdefault(key, {})
        node.setdefault(_END, []).append(phrase)
        if not exact and language in ("en", self._language):
            endings = forms(words[-1], language, len(words) == 1)
            self._together.put(phrase, words, {spelt for form in endings for spelt in (form, _spelt_out(form, text))})
        if "-" in text and len(words) > 1 and not exact:
            self._put(phrase, "".join(words), language, False)
        if _PREFIX.match(words[0]) and not exact:
            self._put(phrase, _PREFIX.sub(r"\1 ", words[0]) + " " + " ".join(words[1:]), language, False)

    def hits(self, folded: Folded) -> list[Hit]:
        """Every phrase in a text, overlapping ones too, whatever it means there."""
        found = self._worded(folded) + self._spelt(folded)
        found += [
            Hit(folded.spans[first][0], folded.spans[last][1], phrase) for first, last, phrase in self._together.found(folded)
        ]
        if self._pairs and not folded.text.isascii():
            found += self._written_on(folded.text, range(len(folded.text) - 1)) + self._parted(folded.text)
        for word, listed in self._triggers.items():
            if word in folded.text:
                found += [
                    Hit(*at.span(), phrase) for pattern, phrase in listed for at in pattern.finditer(folded.text) if at.group()
                ]
        return found

    def _worded(self, folded: Folded) -> list[Hit]:
        words, found = folded.words, list[Hit]()
        for at, word in enumerate(words):
            nodes = self._first.get(word)
            if nodes:
                found += self._from(folded, at, nodes)
            elif self._heads and len(word) > _AT_LEAST and (head := self._compound(word)):
                found.append(Hit(*folded.spans[at], head))
        return found

    def _spelt(self, folded: Folded) -> list[Hit]:
        """Phrases written letter by letter."""
        return [
            Hit(*run.span(hit.start, hit.end), hit.phrase)
            for run in joined(folded)
            for hit in self._worded(run)
            if hit.end - hit.start >= min(len(run.text), _FULL + 1)
        ]

    def _from(self, folded: Folded, at: int, nodes: list[dict[str, Any]]) -> list[Hit]:
        """Phrases that begin at a word; articles and possessives may stand at one place within them, after a full word."""
        words, found, place, skipped = folded.words, list[Hit](), at, False
        while nodes:
            for node in nodes:
                if _END in node:
                    found += [Hit(folded.spans[at][0], folded.spans[place][1], phrase) for phrase in node[_END]]
            place += 1
            if place == len(words):
                break
            following = self._next(nodes, words[place])
            if not following and not skipped and (place - at > 1 or len(words[place - 1]) > _FULL):
                place, skipped = self._past_articles(words, place), True
                following = self._next(nodes, words[place]) if place < len(words) else []
            nodes = following
        return found

    @staticmethod
    def _past_articles(words: list[str], place: int) -> int:
        """The place after an article, and after a possessive behind it: `la tua`."""
        for following in range(place, min(place + _ARTICLES, len(words))):
            if words[following] not in articles():
                return following
        return min(place + _ARTICLES, len(words))

    def _next(self, nodes: list[dict[str, Any]], word: str) -> list[dict[str, Any]]:
        keys = self._canonical.get(word, ())
        return [node[key] for node in nodes for key in keys if key in node]

    def _parted(self, text: str) -> list[Hit]:
        """Phrases with gaps between their signs."""
        within = closed(text)
        hits = self._written_on(within.text, within.starts) if within else []
        return [Hit(*span, hit.phrase) for hit in hits if within and (span := within.span(hit.start, hit.end))]

    def _written_on(self, text: str, starts: Iterable[int]) -> list[Hit]:
        found = []
        for at in starts:
            for word, phrase in self._pairs.get(text[at : at + 2], ()):
                if text.startswith(word, at) and _whole(text, at, word):
                    found.append(Hit(at, at + len(word), phrase))
        return found

    def _compound(self, word: str) -> Phrase | None:
        if word not in self._compounds:
            found = [
                head for head in self._heads for ending in ("", "e", "en", "er", "es", "n", "s") if word.endswith(head + ending)
            ]
            self._compounds[word] = self._heads[max(found, key=len)] if found else None
        return self._compounds[word]


def _of(senses: tuple[Sense, ...], phrase: str) -> tuple[Sense, ...]:
    return tuple(sense for sense in senses if sense.of is None or phrase in sense.of)


def _spelt_out(form: str, text: str) -> str:
    """`zurück` as `zurueck`: of a form, the umlauts of its phrase written with e."""
    for plain, umlaut in (("a", "ä"), ("o", "ö"), ("u", "ü")):
        for word in text.lower().split():
            at = word.find(umlaut)
            if at >= 0 and form[: at + 1] == fold(word).text[: at + 1]:
                return form[:at] + plain + "e" + form[at + 1 :]
    return form


def _katakana(character: str) -> bool:
    return "ァ" <= character <= "ヺ" or character == "ー"


def _whole(text: str, at: int, word: str) -> bool:
    """Short katakana are read to the end of their run: `ベスト` is not in `アスベスト`; Latin words are whole."""
    end = at + len(word)
    if at and _latin(word[0]) and _latin(text[at - 1]):
        return False
    if at and _katakana(text[at - 1]) and 0 < _run(word) < _LEFT:
        return False
    return not (end < len(text) and _katakana(text[end]) and 0 < _run(word[::-1]) < _RIGHT)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _run(word: str) -> int:
    """Katakana that a word begins with."""
    return next((place for place, character in enumerate(word) if not _katakana(character)), len(word))
