"""How words of the term base stand in a phrase of a language: number, gender, agreement, case, elision, counting."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from prompts import listing_data
from tools.listing.localize.layout import layout
from tools.listing.terms import Term, terms

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_AGREE = ("fr", "es", "it")


@dataclass(frozen=True)
class Noun:
    """What adjectives agree with.

    Attributes:
        text: As it stands in the title.
        gender: `m`, `f`, `n`; "" where the language has none.
        plural: More than one is meant, or the word has no singular.
    """

    text: str
    gender: str = ""
    plural: bool = False


class Grammar:
    """The grammar of one locale: `en-GB`, `de`."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.language = locale[:2]
        self.patterns: dict[str, Any] = listing_data(f"{self.language}/patterns")

    def forms(self, term: Term) -> dict[str, Any]:
        """Forms of a term here."""
        return term.in_language(self.locale)

    def noun(self, term: Term, count: int = 1, text: str = "") -> Noun:
        """A noun in the number meant.

        Args:
            term: The entry.
            count: How many are meant.
            text: Another name of the same thing to use, in the number meant.
        """
        forms = self.forms(term)
        plural = self.language != "ja" and (count != 1 or bool(forms.get("plural_only")))
        gender = forms.get("gender_other", forms.get("gender", "")) if plural else forms.get("gender", "")
        if text:
            gender = head_gender(text, self.language) or gender
        return Noun(text or str(forms.get("other") if plural else self.neutral(term)), str(gender), plural)

    def neutral(self, term: Term) -> str:
        """A term standing alone, as the value of an attribute line."""
        forms = self.forms(term)
        if term.kind == "colour" and "noun" in forms:
            return str(forms["noun"])
        names = ("label", "one", "base", "m", "phrase")
        return str(next(forms[name] for name in names if name in forms))

    def adjective(self, term: Term, noun: Noun) -> str:
        """An adjective or phrase after the noun that it describes."""
        forms = self.forms(term)
        if term.form == "phrase" or "phrase" in forms:
            return str(forms["phrase"])
        if self.language in _AGREE:
            return str(forms[(noun.gender or "m") + ("p" if noun.plural else "")])
        return str(forms.get("base", forms.get("one")))

    def phrase(self, term: Term, numbers: dict[str, str]) -> str:
        """A phrase with its figures: `with {n} levels`."""
        forms = self.forms(term)
        wording = forms.get("phrase_one") if numbers.get("n") == "1" else None
        return str(wording or forms.get("phrase") or self.neutral(term)).format_map(numbers)

    def made_of(self, materials: list[Term]) -> str:
        """`aus Edelstahl`, `en acier inoxydable`; in English the words before the noun; of Japanese `ステンレス製`."""
        if self.language == "ja":
            return "・".join(str(self.forms(term)["made"]) for term in materials)
        name = "attributive" if self.language == "en" else "dative"
        words = [str(self.forms(term).get(name, self.forms(term)["one"])) for term in materials]
        return str(self.patterns["made_of"]).format(self.joined(words))

    def with_part(self, part: Term) -> str:
        """`mit Griff`, `avec poignée`, `ハンドル付き`."""
        forms = self.forms(part)
        name = str(forms.get("dat", self.neutral(part)))
        return str(self.patterns["with"]).format(name)

    def bare(self, phrase: str) -> str:
        """A phrase as the value of a named attribute: `USB-C port` of `with USB-C port`."""
        for word in self.patterns["with_words"]:
            phrase = phrase.removeprefix(word) if word.endswith(" ") else phrase.removesuffix(word)
        return phrase

    def counted(self, term: Term, count: int, pairs: bool = False) -> str:
        """`2 Trinkhalme`, `2 paires de gants`, `ストロー2本`.

        Args:
            term: What is counted.
            count: How many.
            pairs: The count is of pairs.
        """
        if self.language == "ja":
            return f"{self.neutral(term)}{count}{self.counter(term, pairs)}"
        if pairs:
            wording = self.patterns["pair_of" if count == 1 else "pairs_of"]
            things = self.noun(term, 2).text
            return str(wording).format(n=count, of=self.of(things), item=things)
        noun = self.noun(term, count)
        multiplied = count == 1 and noun.plural
        return f"{count} x {noun.text}" if multiplied else f"{count} {noun.text}"

    def counter(self, term: Term, pairs: bool = False) -> str:
        """The counter of pieces; a counter of pairs only where pairs are counted."""
        counter = str(self.forms(term).get("counter", self.patterns["piece_counter"]))
        counter = str(self.patterns["piece_counter"]) if term.id in layout()["of_parts"] else counter
        if counter in self.patterns["pair_counters"]:
            return counter if pairs else str(self.patterns["piece_counter"])
        return str(self.patterns["pair_counter"]) if pairs else counter

    def of(self, words: str) -> str:
        """`de gants`, `d'oreillers`: of some things, elided where a vowel begins them."""
        if self.language == "fr" and starts_with_vowel(words):
            return f"d'{words}"
        return str(self.patterns.get("of", "{}")).format(words)

    def joined(self, words: list[str]) -> str:
        """`a, b and c` as the language writes it."""
        words = list(dict.fromkeys(word for word in words if word))
        if len(words) < 2:
            return "".join(words)
        between, last = str(self.patterns["comma"]), str(self.patterns["and"])
        if self.language == "es" and re.match(r"h?i(?!e)", words[-1].lower()):
            last = str(self.patterns["and_before_i"])
        return between.join(words[:-1]) + last + words[-1]

    def described(self, words: list[str]) -> str:
        """What is said of a thing: adjectives joined, then phrases that begin alike as one: `leakproof, with lid and straw`."""
        groups: dict[str, list[str]] = {}
        for word in dict.fromkeys(word for word in words if word):
            begun = next((each for each in self.patterns["said_once"] if word.startswith(each)), "")
            groups.setdefault(begun, []).append(word.removeprefix(begun))
        if len(groups) == 1 and "" in groups:
            return self.joined(groups[""])
        ordered = sorted(groups, key=bool)
        return str(self.patterns["comma"]).join(begun + self.joined(groups[begun]) for begun in ordered)

    def wearers(self, phrases: list[str], *, bare: bool = False) -> str:
        """Whom phrases name, their preposition once: `for men and women`.

        Args:
            phrases: `for men`, `for women`.
            bare: Without the preposition too.
        """
        for begun in self.patterns["for_whom"]:
            if all(phrase.startswith(begun) for phrase in phrases):
                return ("" if bare else str(begun)) + self.joined([phrase.removeprefix(begun) for phrase in phrases])
        return self.joined(phrases)

    def listed(self, words: list[str]) -> str:
        """`a, b, c`."""
        return str(self.patterns["comma"]).join(dict.fromkeys(word for word in words if word))

    def line(self, label: str, value: str) -> str:
        """`Material: Edelstahl` with the language's colon."""
        return f"{capitalised(label)}{self.patterns['colon']}{value}"

    def headline(self, words: str) -> str:
        """Words as a title has them: English capitals; elsewhere as they are."""
        if self.language != "en":
            return words
        small = set(self.patterns["small_words"])
        return _WORD.sub(lambda match: match[0] if match[0] in small else _title_word(match[0]), words)


def _title_word(word: str) -> str:
    """A capital for each part, unless the word has capitals or figures of its own."""
    if word != word.lower() or any(sign.isdigit() for sign in word):
        return word
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def capitalised(text: str) -> str:
    """The first letter large, unless a later one is (`iPhone`) or a figure comes first."""
    first = text.split(" ", 1)[0]
    return text if first[1:] != first[1:].lower() else text[:1].upper() + text[1:]


def starts_with_vowel(words: str) -> bool:
    """An elision is written before it; the few words with h aspiré of product texts begin with another letter."""
    return words[:1].lower() in "aeiouyàâéèêëîïôûœ" or words[:5].lower() in ("huile", "hiver", "herbe", "horlo")


@cache
def _heads(language: str) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for term in terms().values():
        forms = term.forms.get(language, {})
        if term.form == "noun" and "gender" in forms and not forms.get("plural_only"):
            head = str(forms["one"]).split(" ")[-1 if language == "de" else 0].lower()
            found.setdefault(head, set()).add(str(forms["gender"]))
    return {head: genders.copy().pop() for head, genders in found.items() if len(genders) == 1}


def head_gender(text: str, language: str) -> str | None:
    """Gender of a name by its head noun, where the term base knows it."""
    if language not in (*_AGREE, "de"):
        return None
    words = text.lower().split(" ")
    return _heads(language).get(words[-1 if language == "de" else 0])
