"""Figures of the texts against those of the attributes, and against each other."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from tools.listing.context import Context
from tools.listing.facts.comparing import same, stated
from tools.listing.facts.fact import Fact
from tools.listing.facts.guards import is_foreign, of_part, of_product
from tools.listing.facts.matching import data
from tools.listing.facts.measures import Dimension, dimensions, measured
from tools.listing.facts.sheet import Sheet, Stated
from tools.listing.facts.told import contradicts, disagree
from tools.listing.facts.units import readings
from tools.listing.finding import Finding

_OWN = {"pieces": "own-pieces-contradict-facts", "age": "own-age-contradicts-facts"}

_CLAUSE_ENDS = re.compile(r" ?(?:$|[,.;:|()。，；、!–—-])")
_OFTEN_LIMITED = ("age", "load", "battery_life", "warranty")
"""Dimensions that `for`, `up to` and `from` belong to."""
_OF_PARTS = ("cable", "screen", "age")


def figure_findings(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Figures that contradict an attribute, and figures that contradict each other."""
    figures = [each for each in sheet.stated if each.fact.numbers and each.fact.kind != "percent"]
    meant = [(each, dimension) for each in figures if (dimension := _dimension(each, figures, sheet))]
    against = [(each, dimension, other) for each, dimension in meant if (other := _contradicted(each, dimension, sheet))]
    for each, dimension, other in against:
        own = _OWN.get(dimension.id, "own-figure-contradicts-facts")
        yield contradicts(own, each, other.text, other.field.partition(".")[2], "block", context)
    told = {id(each) for each, _, _ in against}
    yield from _disagreeing([(each, dimension) for each, dimension in meant if id(each) not in told], sheet, context)


def _dimension(each: Stated, figures: list[Stated], sheet: Sheet) -> Dimension | None:
    """What a figure clearly measures of the product itself; None when that is not clear."""
    if not _doubtful(each.fact, sheet):
        return None
    if each.fact.kind == "pieces":
        return _pieces(each, figures, sheet)
    named = measured(each.low, each.fact)
    if named:
        found, is_label = named
        is_other = found.id not in _OFTEN_LIMITED and is_foreign(each.low, each.fact)
        is_of_part = found.id not in _OF_PARTS and of_part(each.low, sheet.language, each.fact, sheet.names)
        return found if is_label or not (is_other or is_of_part) else None
    return _unnamed(each, figures, sheet)


def _doubtful(fact: Fact, sheet: Sheet) -> bool:
    """Whether anything else in the same unit differs; most figures need no further look."""
    if fact.unit is None and not any(dimension.id == "age" for dimension, _ in sheet.measures):
        return False
    return any(_comparable(fact, other) and not same(fact, other) for other in sheet.figures)


def _comparable(fact: Fact, other: Fact) -> bool:
    return fact.unit == other.unit or _alike(fact.unit or "mo", other.unit or "mo")


@cache
def _alike(unit: str, other: str) -> bool:
    return bool({*readings(unit)} & {*readings(other)})


def _unnamed(each: Stated, figures: list[Stated], sheet: Sheet) -> Dimension | None:
    """Of a figure without words that name it: the only one in its unit in the title, or one before the product's name."""
    fitting = [found for found in dimensions().values() if found.alone and each.fact.unit in found.units]
    if fitting and _is_mains(each.fact):
        volts = [*(other.fact for other in figures), *(fact for _, fact in sheet.measures)]
        return fitting[0] if all(_is_mains(fact) for fact in volts if fact.unit == "V") and _alone(each, figures) else None
    if not fitting or is_foreign(each.low, each.fact) or of_part(each.low, sheet.language, each.fact, sheet.names):
        return None
    if len({dimension.id for dimension, fact in sheet.measures if _comparable(each.fact, fact)}) > 1:
        return None
    if not _alone(each, figures):
        return None
    if each.in_title or of_product(each.low, sheet.language, each.fact, sheet.names):
        return fitting[0]
    return None


def _alone(each: Stated, figures: list[Stated]) -> bool:
    """Whether its text states nothing else in its unit."""
    beside = (o.fact for o in figures if o.fact.field == each.fact.field and _comparable(o.fact, each.fact))
    return all(same(each.fact, other) for other in beside)


def _is_mains(fact: Fact) -> bool:
    least, most = data("consistency")["mains"]
    return fact.unit == "V" and all(least <= number <= most for number in fact.numbers)


def _pieces(each: Stated, figures: list[Stated], sheet: Sheet) -> Dimension | None:
    """A count of the whole: the only one in the title, or a pack of the product elsewhere."""
    if is_foreign(each.low, each.fact) or each.fact.unit != "pcs":
        return None
    is_pack = any(word in each.fact.text.lower() for word in data("consistency")["pack_words"])
    alone = not any(o.in_title and o.fact.kind == "pieces" and not same(o.fact, each.fact) for o in figures)
    whole = of_product(each.low, sheet.language, each.fact, sheet.names)
    part = of_part(each.low, sheet.language, each.fact, sheet.names)
    if each.in_title:
        return dimensions()["pieces"] if alone and (is_pack or not part) else None
    return dimensions()["pieces"] if is_pack and not part and (whole or _ends_clause(each)) else None


def _ends_clause(each: Stated) -> bool:
    return bool(_CLAUSE_ENDS.match(each.low, each.fact.end))


def _contradicted(each: Stated, dimension: Dimension, sheet: Sheet) -> Fact | None:
    """The attribute that measures the same and says otherwise."""
    measures = [fact for found, fact in sheet.measures if found.id == dimension.id]
    if not measures or any(_agrees(each.fact, fact, dimension, sheet) for fact in measures):
        return None
    if stated(each.fact, [*sheet.product]) and dimension.id not in ("pieces", "age"):
        return None
    return measures[0]


def _agrees(fact: Fact, other: Fact, dimension: Dimension, sheet: Sheet) -> bool:
    """The same, one within the other's range, one of its numbers, or so many of it as there are pieces."""
    if not _comparable(fact, other) or same(fact, other):
        return True
    if dimension.id == "age":
        return _months(fact)[0] == _months(other)[0]
    if stated(fact, [other]) or stated(other, [fact]) or _within(fact, other) or _within(other, fact):
        return True
    return dimension.id in ("capacity", "weight") and _multiple(fact, other, sheet.counts)


def _months(fact: Fact) -> tuple[Fraction, ...]:
    return tuple(number if fact.unit else number * 12 for number in fact.numbers)


def _within(fact: Fact, other: Fact) -> bool:
    if ".." not in other.value or fact.unit != other.unit:
        return False
    return all(min(other.numbers) <= number <= max(other.numbers) for number in fact.numbers)


def _multiple(fact: Fact, other: Fact, counts: frozenset[Fraction]) -> bool:
    if fact.unit != other.unit:
        return False
    return any(a * count == b or b * count == a for a in fact.numbers for b in other.numbers for count in counts)


def _disagreeing(meant: list[tuple[Stated, Dimension]], sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Figures of one dimension in different fields that do not agree: the first is compared with each later one."""
    first: dict[str, Stated] = {}
    for each, dimension in meant:
        known = first.setdefault(dimension.id, each)
        beside = [o.fact for o in sheet.stated if dimension.alone and o.fact.numbers and o.fact.field == known.fact.field]
        alike = [known.fact, *(fact for fact in beside if _comparable(fact, each.fact))]
        if known.fact.field != each.fact.field and not any(_agrees(each.fact, fact, dimension, sheet) for fact in alike):
            own = "own-fields-disagree-pieces" if dimension.id == "pieces" else "own-fields-disagree-figure"
            yield disagree(own, each, known, context)
