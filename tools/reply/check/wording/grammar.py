"""What concepts that stand together say; the rules are in `grammar.yaml`."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import get_args

from tools.reply.check.said import Kind
from tools.reply.check.wording.concepts import Tag
from tools.reply.check.wording.files import lexicon
from tools.reply.check.wording.reading import STOP, Token

_MOST = 150
"""Times that a concept counts in a sentence: no reply says it so often."""
_REMEMBERED = 4096
Sentence = dict[str, list[Tag]]
"""Tags of a sentence, or of two that follow one another, by concept, in order."""


@dataclass(frozen=True)
class Term:
    """One condition of a rule.

    Attributes:
        links: Concepts, any of each link, that stand near one another.
        ordered: Each link comes after the one before.
        absent: They may not.
    """

    links: tuple[tuple[str, ...], ...]
    ordered: bool
    absent: bool


@dataclass(frozen=True)
class Rule:
    """Terms that must all hold within so many sentences; of each of `needs` one concept must be there."""

    kind: Kind
    detail: str | None
    terms: tuple[Term, ...]
    sentences: int
    near: int
    needs: tuple[frozenset[str], ...]


@cache
def rules() -> tuple[Rule, ...]:
    """In the order of the file; of two with the same kind and place the first counts."""
    read, made = lexicon("grammar"), list[Rule]()
    for kind, listed in read["rules"].items():
        assert kind in get_args(Kind), kind
        for given in listed:
            given = {"says": given} if isinstance(given, str) else given
            terms = tuple(_term(part) for part in given["says"].split())
            needs = tuple(frozenset(link) for term in terms if not term.absent for link in term.links)
            made.append(Rule(kind, given.get("detail"), terms, given.get("sentences", 1), given.get("near", read["near"]), needs))
    return tuple(made)


@lru_cache(_REMEMBERED)
def possible(concepts: frozenset[str], count: int) -> tuple[Rule, ...]:
    """Rules for so many sentences whose concepts are all there."""
    return tuple(
        rule for rule in rules() if rule.sentences == count and not any(concepts.isdisjoint(need) for need in rule.needs)
    )


def _term(written: str) -> Term:
    links = written.removeprefix("!").replace(">", "+").split("+")
    return Term(tuple(tuple(link.split("/")) for link in links), ">" in written, written.startswith("!"))


def sentences(tokens: list[Token], tags: list[Tag]) -> list[list[Tag]]:
    """Tags by sentence."""
    number, numbers = 0, list[int]()
    for token in tokens:
        numbers.append(number)
        number += token.text == STOP
    parted: list[list[Tag]] = [[] for _ in range(number + 1)]
    for tag in tags:
        parted[numbers[tag.first]].append(tag)
    return parted


def by_concept(tags: list[Tag]) -> Sentence:
    """Tags by concept, in order."""
    sentence = defaultdict[str, list[Tag]](list)
    for tag in tags:
        if len(listed := sentence[tag.concept]) < _MOST:
            listed.append(tag)
    return sentence


def holds(rule: Rule, sentence: Sentence, tokens: list[Token]) -> list[Tag] | None:
    """The tags by which a rule holds, None when it does not."""
    used = list[Tag]()
    for term in rule.terms:
        found = _found(term, sentence, tokens, rule.near)
        if term.absent == bool(found):
            return None
        used.extend(found)
    return used


def _found(term: Term, sentence: Sentence, tokens: list[Token], near: int) -> list[Tag]:
    first = _any(term.links[0], sentence)
    reached = [[tag] for tag in first]
    for link in term.links[1:]:
        others = _any(link, sentence) if reached else []
        reached = _chained(reached, others, tokens, term.ordered, near)
    return reached[0] if reached else []


def _any(link: tuple[str, ...], sentence: Sentence) -> list[Tag]:
    tags = [tag for concept in link for tag in sentence.get(concept, ())]
    return sorted(tags, key=lambda tag: tag.first) if len(link) > 1 else tags


def _chained(chains: list[list[Tag]], others: list[Tag], tokens: list[Token], ordered: bool, near: int) -> list[list[Tag]]:
    """Chains that reach one of the others, each with the nearest; what overlaps is not apart."""
    starts, longer = [tag.first for tag in others], list[list[Tag]]()
    for chain in chains:
        last = chain[-1]
        at = bisect_left(starts, last.first)
        inner = next((other for other in others[at : at + 4] if _within(other, last)), None)
        if inner:
            longer.append([*chain, inner])
            continue
        at = bisect_left(starts, last.last)
        if at < len(others) and _gap(tokens, last, others[at]) <= near:
            longer.append([*chain, others[at]])
        elif not ordered and (before := _before(others, at, last)) and _gap(tokens, before, last) <= near:
            longer.append([*chain, before])
    return longer


def _within(inner: Tag, outer: Tag) -> bool:
    """A word between the parts of a phrase: `take the review down`."""
    return outer.first < inner.first and inner.last < outer.last


def _before(others: list[Tag], at: int, last: Tag) -> Tag | None:
    """The nearest that ends before."""
    for place in range(at - 1, max(-1, at - 12), -1):
        if others[place].last <= last.first or _within(last, others[place]):
            return others[place]
    return None


def _gap(tokens: list[Token], one: Tag, other: Tag) -> int:
    """Room between two tags."""
    end = tokens[one.last - 1]
    return tokens[other.first].place - (end.place + end.end - end.start)
