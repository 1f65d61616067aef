"""Figures of the texts against those of the attributes, and against each other."""

import re
from collections.abc import Iterator
from fractions import Fraction

from tools.listing.context import Context
from tools.listing.facts.agreeing import comparable, is_multiple, overlap
from tools.listing.facts.comparing import same, stated
from tools.listing.facts.fact import Fact
from tools.listing.facts.guards import is_foreign, of_part, of_product
from tools.listing.facts.likeness import likeness_findings
from tools.listing.facts.matching import data, plain
from tools.listing.facts.measures import Dimension, dimensions, measured
from tools.listing.facts.naming import languages_of, spans
from tools.listing.facts.sheet import Sheet, Stated
from tools.listing.facts.told import contradicts, disagree
from tools.listing.finding import Finding

_OWN = {"pieces": "own-pieces-contradict-facts", "age": "own-age-contradicts-facts"}

_CLAUSE_ENDS = re.compile(r" ?(?:$|[,.;:|()。，；、!–—-])")
_OFTEN_LIMITED = ("age", "load", "battery_life", "warranty")
"""Dimensions that `for`, `up to` and `from` belong to."""
_AND_UP = re.compile(r" ?\+ ?(?:$|[,;.:|)]|[^\W\d_])")
_NOUN = re.compile(r" [a-z]{3,}")
_SPAN = re.compile(r" \w+ (?:range|adjustment|difference)(?![a-z])")
_HEADING = re.compile(r"\s*[【\[(]?([^:：】\])\d]{2,40}?)\s*[:：】\])]")
_BESIDE = 3
"""Characters between a figure and the same in another unit: ` (`, ` / `."""
_OF_EACH = ("capacity", "weight", "brightness", "power")
"""Dimensions that may be told of one piece or of all."""
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
    differing = [*_disagreeing([(each, dimension) for each, dimension in meant if id(each) not in told], sheet)]
    for each, dimension, known in differing:
        own = "own-fields-disagree-pieces" if dimension.id == "pieces" else "own-fields-disagree-figure"
        yield disagree(own, each, known, context)
    yield from likeness_findings(sheet, told | {id(each) for each, _, _ in differing}, context)


def _dimension(each: Stated, figures: list[Stated], sheet: Sheet) -> Dimension | None:
    """What a figure clearly measures of the product itself; None when that is not clear."""
    if not _doubtful(each.fact, sheet):
        return None
    if each.fact.kind == "pieces":
        return _pieces(each, figures, sheet)
    named = measured(each.low, each.fact)
    if named:
        found, is_label = named
        if found.id == "age" and each.fact.unit is None and not (is_label or _AND_UP.match(each.low, each.fact.end)):
            return None
        if "m" in found.units and (_is_attributive(each, sheet) or _is_under_other(each, sheet)):
            return None
        is_other = found.id not in _OFTEN_LIMITED and is_foreign(each.low, each.fact)
        is_of_part = found.id not in _OF_PARTS and of_part(each.low, sheet.language, each.fact, sheet.names)
        return found if is_label or not (is_other or is_of_part) else None
    return _unnamed(each, figures, sheet)


def _is_attributive(each: Stated, sheet: Sheet) -> bool:
    """A measure of the noun behind it: `wide 1.8-inch mouth`, `3 in height range`."""
    is_joined = "-" in each.fact.text and ".." not in each.fact.value and _NOUN.match(each.low, each.fact.end) is not None
    is_own = is_joined and of_product(each.low, sheet.language, each.fact, sheet.names)
    return (is_joined and not is_own) or bool(_SPAN.match(each.low, each.fact.end))


def _is_under_other(each: Stated, sheet: Sheet) -> bool:
    """Whether the heading of its text ends in another thing or part: `CASE: 16 cm long`."""
    heading = _HEADING.match(each.low)
    if heading is None or heading.end() > each.fact.start:
        return False
    for language in languages_of(heading[1], sheet.language):
        named = [meant for _, end, meant in spans(heading[1], language, "product", "part") if end == len(heading[1])]
        if named:
            return not sheet.names & {term.id for meant in named for term in meant}
    own = plain(f"{sheet.listing.product_type} {sheet.listing.title}")
    return any(heading[1].endswith(word) and word not in own for word in data("consistency")["packed_in"])


def _doubtful(fact: Fact, sheet: Sheet) -> bool:
    """Whether anything else in the same unit differs; most figures need no further look."""
    if fact.unit is None and not any(dimension.id == "age" for dimension, _ in sheet.measures):
        return False
    return any(comparable(fact, other) and not same(fact, other) for other in sheet.figures)


def _unnamed(each: Stated, figures: list[Stated], sheet: Sheet) -> Dimension | None:
    """Of a figure without words that name it: the only one in its unit in the title, or one before the product's name."""
    fitting = [found for found in dimensions().values() if found.alone and each.fact.unit in found.units]
    if fitting and _is_mains(each.fact):
        volts = [*(other.fact for other in figures), *(fact for _, fact in sheet.measures)]
        return fitting[0] if all(_is_mains(fact) for fact in volts if fact.unit == "V") and _alone(each, figures) else None
    if not fitting or is_foreign(each.low, each.fact) or of_part(each.low, sheet.language, each.fact, sheet.names):
        return None
    if len({dimension.id for dimension, fact in sheet.measures if comparable(each.fact, fact)}) > 1:
        return None
    if not _alone(each, figures):
        return None
    if each.in_title or of_product(each.low, sheet.language, each.fact, sheet.names):
        return fitting[0]
    return None


def _alone(each: Stated, figures: list[Stated]) -> bool:
    """Whether its text states nothing else in its unit."""
    beside = (o.fact for o in figures if o.fact.field == each.fact.field and comparable(o.fact, each.fact))
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
    if any(_agrees(twin, fact, dimension, sheet) for twin in _twins(each, sheet) for fact in measures):
        return None
    return measures[0]


def _twins(each: Stated, sheet: Sheet) -> Iterator[Fact]:
    """The same told right beside it in another unit: `16 oz (473 ml)`."""
    for other in sheet.stated:
        gap = max(other.fact.start - each.fact.end, each.fact.start - other.fact.end)
        is_beside = other.fact.field == each.fact.field and 0 <= gap <= _BESIDE
        if is_beside and other.fact.written_in != each.fact.written_in and same(other.fact, each.fact):
            yield other.fact


def _agrees(fact: Fact, other: Fact, dimension: Dimension, sheet: Sheet) -> bool:
    """The same, one within the other's range, one of its numbers, or so many of it as there are pieces."""
    if not comparable(fact, other) or same(fact, other):
        return True
    if dimension.id == "age":
        return _months(fact)[0] == _months(other)[0]
    return overlap(fact, other) or (dimension.id in _OF_EACH and is_multiple(fact, other, sheet.counts))


def _months(fact: Fact) -> tuple[Fraction, ...]:
    return tuple(number if fact.unit else number * 12 for number in fact.numbers)


def _disagreeing(meant: list[tuple[Stated, Dimension]], sheet: Sheet) -> Iterator[tuple[Stated, Dimension, Stated]]:
    """Figures of one dimension in different fields that do not agree: the first is compared with each later one."""
    first: dict[str, Stated] = {}
    for each, dimension in meant:
        known = first.setdefault(dimension.id, each)
        beside = [o.fact for o in sheet.stated if dimension.alone and o.fact.numbers and o.fact.field == known.fact.field]
        alike = [known.fact, *(fact for fact in beside if comparable(fact, each.fact))]
        if known.fact.field != each.fact.field and not any(_agrees(each.fact, fact, dimension, sheet) for fact in alike):
            yield each, dimension, known
