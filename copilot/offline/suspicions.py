"""Questions on causes that ask no why: suspected parts, complaints, what to look at first."""

from copilot.offline.factors import named_factors
from copilot.offline.lexicon import words
from copilot.offline.sales import Parsed
from copilot.offline.text import Utterance

_SHORT_TAIL = 16


def blames(utterance: Utterance) -> bool:
    """`是断货还是流量导致的`, `is it traffic or conversion`."""
    factors = named_factors(utterance)
    named = [*factors, *(kind for kind in ("market", "ads", "organic") if utterance.has(words(kind)))]
    either = utterance.has(words("either_or")) and len(named) > 1 and not utterance.has(words("how_much"))
    suspected = bool(factors) and (utterance.has(words("suspect")) or _ends_in_factor(utterance))
    return either or suspected or utterance.has(words("blame"))


def _ends_in_factor(utterance: Utterance) -> bool:
    """Whether a factor alone is asked for at the end: `JP lost sales last week, traffic?`."""
    said, _, asked = utterance.raw.lower().replace("，", ",").rpartition(",")
    short = len(asked) <= _SHORT_TAIL and asked.rstrip().endswith(("?", "？"))
    return short and bool(named_factors(Utterance(asked))) and Utterance(said).has(words("moved"))


def complains(parsed: Parsed) -> bool:
    """`流量掉得厉害`, `sales are awful`: of something of ours, without asking a figure."""
    utterance = parsed.utterance
    figures = utterance.has(words("how_much")) or utterance.has(words("which_way"))
    if figures or parsed.split.dimensions or parsed.split.ranked:
        return False
    ours = parsed.metrics or parsed.implied or parsed.filters or named_factors(utterance) or utterance.has(words("selling"))
    return bool(ours) and (utterance.has(words("complaint")) or _asks_what_to_check(parsed))


def _asks_what_to_check(parsed: Parsed) -> bool:
    """Of a fall that is ours, not of falls in general: a place or product is named, or what comes first is asked."""
    utterance = parsed.utterance
    asked = utterance.has(words("check_first")) or (bool(parsed.filters) and utterance.has(words("how_to")))
    return asked and utterance.has(words("moved")) and not utterance.has(words("topic"))
