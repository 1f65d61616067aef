"""Questions that want figures of ours and a rule: `上周退货率多少，亚马逊要求多少以内`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from copilot.offline.foreign import has_unexplained, is_foreign
from copilot.offline.lexicon import words
from copilot.offline.restock import asks_restock
from copilot.offline.sales import Parsed
from copilot.offline.text import Utterance, compiled, search
from copilot.offline.vocabulary import Vocabulary
from tools.core.references import word_pattern
from tools.marketplaces import platform_names
from tools.sales.catalogue import metric_names

_RULE_WORDS = ("permission", "limit", "how_to", "procedure")


@dataclass(frozen=True)
class Both:
    """The two halves of a question.

    Attributes:
        figures: What is asked of our figures, with their name.
        rule: What is asked of a rule, with its subject.
        place: Code of the one place that the figures are of.
        platform: On which the shop sells, where it is one and the rule names none.
        not_held: Name of a figure that no report holds, taken out of `figures`.
    """

    figures: str
    rule: str
    place: str | None
    platform: str | None
    not_held: str | None = None


def asks_both(text: str, vocabulary: Vocabulary) -> Both | None:
    """The halves of a question that wants figures and a rule; None for any other.

    Args:
        text: What the operator says.
        vocabulary: Names in the data.
    """
    utterance = Utterance(text)
    if utterance.has(words("outside")) or not (_name(utterance.raw) or asks_restock(utterance)):
        return None
    plans = asks_restock(utterance)
    for figures, rule in _halves(utterance.raw):
        if plans and not asks_restock(Utterance(figures)):
            continue
        if _is_rule(rule, vocabulary) and _is_ours(figures, rule, vocabulary):
            return _both(figures, rule, vocabulary)
    in_one_breath = _in_one_breath(utterance.raw, vocabulary)
    return _both(*in_one_breath, vocabulary) if in_one_breath else None


def _both(figures: str, rule: str, vocabulary: Vocabulary) -> Both:
    named = _name(figures) or _name(rule)
    missing = search(words("not_held"), named.lower())
    figures = re.sub(re.escape(named), " ", figures) if missing else figures if _name(figures) else f"{named} {figures}"
    places = Parsed(Utterance(figures), vocabulary).places
    codes = {code for name in ("place", "marketplace", "country") for code in places.get(name, [])}
    rule = f"{named} {rule}" if _is_bare(rule) else rule
    own = places.get("platform") or vocabulary.values("platform")
    platform = own[0] if len(own) == 1 and not _platform_words().search(rule.lower()) else None
    return Both(figures.strip(), rule.strip(), codes.pop() if len(codes) == 1 else None, platform, named if missing else None)


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a text in two, at marks rather than at words; each half is taken as the one on figures."""
    cuts = [match for kind in ("between_questions", "between_words") for match in compiled(words(kind)).finditer(text)]
    for match in cuts:
        before = text[: match.start()].strip()
        after = compiled(words("leads_on")).sub("", text[match.end() :].strip())
        if before and after:
            yield before, after
            yield after, before


def _is_rule(half: str, vocabulary: Vocabulary) -> bool:
    """Whether a half asks for a rule; one on figures of ours that has a word of rules does not."""
    utterance = Utterance(half)
    by_name = utterance.has(words("rule_asked")) or utterance.has(words("rule_subject"))
    by_topic = utterance.has(words("topic")) and any(utterance.has(words(kind)) for kind in _RULE_WORDS)
    if asks_restock(utterance) or not (by_name or by_topic):
        return False
    parsed = Parsed(Utterance(half), vocabulary)
    if parsed.when.window and (parsed.metrics or parsed.implied):
        return False
    return by_name or not parsed.split.dimensions


def _is_ours(half: str, rule: str, vocabulary: Vocabulary) -> bool:
    """Whether a half asks for figures of ours: it names some, or leaves their name to the other half."""
    utterance = Utterance(half)
    if asks_restock(utterance):
        return True
    if utterance.has(words("rule_asked")) or utterance.has(words("in_any_case")):
        return False
    parsed = Parsed(Utterance(half), vocabulary)
    if not (_name(half) or parsed.implied):
        return bool(_name(rule) and parsed.when.window and utterance.has(words("names_us")))
    asks = parsed.when.window or utterance.has(words("figures_asked"))
    understood = utterance.has(words("names_us")) and not has_unexplained(parsed.utterance, 0, 1)
    return bool(understood or (asks and not is_foreign(parsed.utterance, has_window=bool(parsed.when.window))))


def _in_one_breath(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """`上个月的取消率有没有超过亚马逊的红线`: a figure of ours set against what is demanded."""
    against = search(words("against_rule"), text.lower())
    figures = text.replace(text[slice(*against.span())], " ") if against else ""
    if against is None or not _name(figures):
        return None
    parsed = Parsed(Utterance(figures.replace(_name(figures), " ")), vocabulary)
    is_ours = parsed.utterance.has(words("names_us")) and not has_unexplained(parsed.utterance, 1, 2)
    return (figures, f"{_name(figures)} {against[0]}") if parsed.when.window or is_ours else None


def _is_bare(rule: str) -> bool:
    """Whether a half says that a rule is asked and not what of."""
    utterance = Utterance(rule)
    if utterance.has(words("rule_of_that")) and not _name(rule):
        return True
    if _name(rule) or utterance.has(words("topic")) or utterance.has(words("rule_subject")):
        return False
    while utterance.take_match(words("rule_asked")):
        pass
    utterance.take_match(_platform_words())
    return not has_unexplained(utterance, 0, 1)


def _name(text: str) -> str:
    """The figure that a text names, as it is written there; empty when it names none."""
    lowered = text.lower()
    missing = search(words("not_held"), lowered)
    found = missing or next(filter(None, (pattern.search(lowered) for pattern in _names())), None)
    return text[found.start() : found.end()] if found else ""


@cache
def _platform_words() -> re.Pattern[str]:
    return compiled("|".join(word_pattern(name) for name in platform_names()))


@cache
def _names() -> list[re.Pattern[str]]:
    return [compiled(word_pattern(name)) for name in sorted(metric_names(), key=len, reverse=True) if len(name) > 1]
