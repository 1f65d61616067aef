"""Words of wishes on replies to buyers: how a reply shall sound, what is granted, where the message came."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from copilot.offline.listing_words import LISTS as SMALL
from copilot.offline.text import compiled, to_int
from copilot.offline.word_lists import WordLists, lowered
from tools.marketplaces import platform_names
from tools.reply.understanding.mentions import mentions_of
from tools.reply.understanding.understood import Mentions

DRAFT, CHECK, QUEUE = TOOLS = ("reply_draft", "reply_check", "message_queue")
LISTS = WordLists("reply_words")
Arguments = dict[str, Any]
_HAN = re.compile("[\u3400-\u9fff]")
_BESIDE_HAN = re.compile("(?<=[\u3400-\u9fff])(?=[0-9])")
_CODE = re.compile(r"#?\b[a-z]{0,5}\d[\w-]*|\b[a-z]+(?:\.com?)?\.[a-z]{2,3}\b", re.ASCII)
_LATIN_WORD = re.compile(r"[a-z']{2,}")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_OF_INSTRUCTIONS = ("reply", "message", "buyer", "check", "next", "channel_not", "plain")


@dataclass(frozen=True)
class Instruction:
    """What an operator says, without the buyer's words.

    Attributes:
        text: As written.
    """

    text: str

    @cached_property
    def low(self) -> str:
        """In lower case, letter by letter, so that places are those of the text."""
        return lowered(self.text)

    def has(self, *names: str) -> bool:
        """Whether it holds words of one of the lists."""
        return LISTS.has(self.low, *names)

    @cached_property
    def mentions(self) -> Mentions:
        """What it names: orders, parcels, amounts."""
        return mentions_of(_spelled(self.text), None)

    @property
    def tone(self) -> str | None:
        """How a draft shall sound."""
        return self._one_of("tones")

    @property
    def language(self) -> str | None:
        """The language that is named."""
        return self._one_of("languages")

    @property
    def place(self) -> str | None:
        """The country of the store or the buyer, as codes of stores have it."""
        return self._one_of("places")

    @property
    def channel(self) -> str | None:
        """Where the message came; what it is said not to be is left out."""
        found = [name for name, words in LISTS.content["channels"].items() if self._is_named(words)]
        return found[0] if found else None

    @property
    def row(self) -> int | None:
        """The message of the queue that is meant, from 1; -1 is the last."""
        for pattern in LISTS.content["row"]:
            if match := compiled(pattern).search(self.low.strip()):
                word = next(group for group in match.groups() if group)
                return _ORDINALS.get(word) or to_int(word.rstrip("stndrh"))
        return None

    @property
    def choice(self) -> Arguments | None:
        """What the operator grants, as `reply_draft` takes it."""
        if self.has("refuses"):
            return None
        kinds = [kind for kind, words in LISTS.content["choices"].items() if compiled(words).search(self.low)]
        if kinds and kinds[0] in ("keep_waiting", "return_for_refund", "exchange", "replacement", "cancel"):
            return None if self.has("refuses_other") else {"kind": kinds[0]}
        return self._partial() or ({"kind": kinds[0]} if kinds else None)

    def _partial(self) -> Arguments | None:
        if not self.has("grants", "partial"):
            return None
        share = self.mentions.share
        if self.has("half"):
            return {"kind": "partial_refund", "share": "0.5"}
        if share and share != "100 %":
            return {"kind": "partial_refund", "share": _fraction(share)}
        amounts = [amount.partition(" ")[0] for amount in self.mentions.amounts] or _bare().findall(_spelled(self.low))[:1]
        if amounts and not self.mentions.order_ids:
            return {"kind": "partial_refund", "amount": amounts[0]}
        return {"kind": "partial_refund"} if self.has("partial") else None

    def _one_of(self, name: str) -> str | None:
        """Of the entries of a list the one that is named last: `别用英文，用德语`."""
        ends = {key: max((found.end() for found in compiled(words).finditer(self.low)), default=0)
                for key, words in LISTS.content[name].items()}  # fmt: skip
        last = max(ends, key=lambda key: ends[key])
        return last if ends[last] else None

    def _is_named(self, words: str) -> bool:
        return any(not compiled(f"{LISTS.pattern('channel_not')}$").search(self.low[: found.start()])
                   for found in compiled(words).finditer(self.low))  # fmt: skip

    def without(self, name: str) -> "Instruction":
        """The same without the words of a list."""
        return Instruction(compiled(LISTS.pattern(name)).sub(" ", self.low))

    @cached_property
    def leftover(self) -> str:
        """What remains without the words of instructions and those that say nothing."""
        left = _plain().sub(" ", _CODE.sub(" ", self.low))
        left = compiled(SMALL.content["small_zh"]).sub("", left)
        return "".join(_HAN.findall(left)) + " ".join(word for word in _LATIN_WORD.findall(left) if word not in _small())


def _spelled(text: str) -> str:
    """Amounts and shares as they are written out."""
    for spoken, written in LISTS.content["spoken"].items():
        text = compiled(spoken).sub(written, text)
    text = compiled(LISTS.content["tenths"]).sub(lambda found: f"{to_int(found[1])}0%", text)
    return _BESIDE_HAN.sub(" ", text)


def _bare() -> re.Pattern[str]:
    """A number without a currency, days and counts aside."""
    return compiled(LISTS.content["bare_amount"])


def _fraction(share: str) -> str:
    number = int(share.removesuffix(" %"))
    return f"0.{number:02d}".rstrip("0") if number < 100 else "1"


@cache
def _plain() -> re.Pattern[str]:
    content = LISTS.content
    maps = [words for name in ("tones", "languages", "places", "channels") for words in content[name].values()]
    names = map(re.escape, sorted(platform_names(), key=len, reverse=True))
    return compiled("|".join([*(LISTS.pattern(name) for name in _OF_INSTRUCTIONS if name != "channel_not"), *maps, *names]))


@cache
def _small() -> frozenset[str]:
    return frozenset(SMALL.content["small_en"].split())
