"""Materials, colours, sizes and certificates of the texts against the attributes."""

import re
from collections.abc import Iterator
from functools import cache

from tools.listing.context import Context
from tools.listing.facts.comparing import kinds_of
from tools.listing.facts.fact import Fact
from tools.listing.facts.guards import is_foreign, of_part, of_product
from tools.listing.facts.matching import data, one_of, plain
from tools.listing.facts.measures import attribute_id, clause
from tools.listing.facts.naming import languages_of, spans
from tools.listing.facts.sheet import Sheet, Stated
from tools.listing.facts.told import contradicts, disagree, not_held
from tools.listing.finding import Finding

_DENIED = ("no", "none", "n/a", "无", "没有", "なし", "nein", "keine", "non", "aucun", "ninguno", "nessuno")
_LETTERS = re.compile(r"(?:\d?X{0,5}[SL]|M)")
_EACH = re.compile(r"(?:each|every|the|this|our|jede[rs]?|chaque|cada|ogni)? ?[^\s]+(?: is| are| ist| sind| est| es| è)?$")
_ALL = re.compile(r" ?100 ?%[】\])]")
_BRACKETS = re.compile(r"[【\[(]$")
_COLOUR_ENDS = re.compile(r"[\s]*(?:$|[,，、)）\]|/–—]|- )")


def material_findings(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Materials that the attributes do not hold; one in the place of theirs contradicts them."""
    held = [fact for fact in sheet.product if fact.kind == "material" or (_is_main(fact) and _may_be_material(fact))]
    main = [fact for fact in held if _is_main(fact)]
    if not held or not main:
        return
    known = _known(held)
    told: set[str] = set()
    for each in sheet.stated:
        if each.fact.kind != "material" or each.fact.value in told or _is_held(each.fact, known, held):
            continue
        clear = _is_clear(each, sheet)
        made = _is_said_made(each, sheet)
        if not (clear or made) or (made != _OWN and _is_of_another(each, sheet)) or _is_colour(each, sheet):
            continue
        told.add(each.fact.value)
        if clear and not _also_held(each, sheet, known):
            other = main[0]
            yield contradicts("own-material-contradicts-facts", each, other.text, other.field.partition(".")[2], "block", context)
        else:
            yield not_held("own-material-not-in-facts", each, context)


def _is_main(fact: Fact) -> bool:
    return (attribute_id(fact.field.partition(".")[2]) or "").startswith("attr_material")


def _may_be_material(fact: Fact) -> bool:
    """`copper` as the value of a material, though the word alone mostly is a colour."""
    return any(not term.startswith("colour_") for term in fact.terms)


def _is_of_another(each: Stated, sheet: Sheet) -> bool:
    return is_foreign(each.low, each.fact) or of_part(each.low, sheet.language, each.fact, sheet.names)


def _known(held: list[Fact]) -> set[str]:
    return {broad for fact in held for term in fact.terms for broad in kinds_of(term)}


def _is_held(fact: Fact, known: set[str], held: list[Fact]) -> bool:
    """Stated, a kind of what is stated, or more general than it."""
    own = {term for fact in held for term in fact.terms}
    return bool(fact.terms & known) or any(own & {*kinds_of(term)} for term in fact.terms)


def _is_colour(each: Stated, sheet: Sheet) -> bool:
    colours = {broad for fact in sheet.product if fact.kind == "colour" for term in fact.terms for broad in kinds_of(term)}
    is_one = any(term.startswith("colour_") for term in each.fact.terms)
    return (is_one and not colours) or bool(each.fact.terms & colours)


def _is_clear(each: Stated, sheet: Sheet) -> bool:
    """The text says what the product itself is of: its name follows at once."""
    is_named = each.in_title or bool(sheet.listing.product_type)
    return is_named and of_product(each.low, sheet.language, each.fact, sheet.names)


def _also_held(each: Stated, sheet: Sheet, known: set[str]) -> bool:
    """Whether the same text names a material of the attributes too: a thing of two."""
    return any(o.field == each.field and o.index == each.index and o.fact.terms & known for o in sheet.stated if o.fact.terms)


@cache
def _made() -> re.Pattern[str]:
    words = data("consistency")["made_of"]
    latin = one_of((plain(word) for word in words if ord(word[0]) < 0x2E80), blank=" ")
    signs = one_of(word for word in words if ord(word[0]) >= 0x2E80)
    return re.compile(rf"(?:(?<![a-z0-9])(?:{latin})|(?:{signs}))[ :：]*(?:[a-z-]+ ){{0,2}}$")


_OWN = "own"
"""What the clause says is of the product by name: `each mug is made of`."""


def _is_said_made(each: Stated, sheet: Sheet) -> str:
    """Whether the clause says of the product, not of another thing, that it is made of it; `_OWN` where it names the product."""
    left, right = clause(each.low, each.fact.start, each.fact.end, before=60)
    made = _made().search(left)
    subject = _before_colon(left[: made.start()]).strip() if made else "-"
    named = (hit for language in languages_of(subject, sheet.language) for hit in spans(subject, language, "product"))
    if any(sheet.names & {term.id for term in meant} for _, _, meant in named):
        return _OWN if made and _EACH.match(subject) else "said"
    return "said" if not subject or (_BRACKETS.search(left) and _ALL.match(right)) else ""


def _before_colon(subject: str) -> str:
    """What stands behind a heading that says more."""
    return subject.rpartition(":")[2] or subject


def colour_findings(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Colours of the title that are not those of the colour attribute."""
    given = [fact for name, facts in sheet.attributes.items() if attribute_id(name) == "attr_colour" for fact in facts]
    held = [fact for fact in given if fact.kind in ("colour", "material")]
    in_title = [each for each in sheet.stated if each.in_title and each.fact.kind == "colour"]
    known = _known([*held, *(fact for fact in sheet.product if fact.kind == "colour")])
    if not held or any(fact.terms & {"colour_multicolour", "colour_rainbow"} for fact in held):
        return
    if any(_is_held(each.fact, known, held) for each in in_title) or len({each.fact.value for each in in_title}) > 1:
        return
    for each in in_title[:1]:
        if _is_of_another(each, sheet) or _is_idiom(each):
            continue
        if of_product(each.low, sheet.language, each.fact, sheet.names) or _COLOUR_ENDS.match(each.low, each.fact.end):
            other = held[0]
            yield contradicts("own-colour-contradicts-facts", each, other.text, other.field.partition(".")[2], "block", context)


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of((plain(word) for word in data('consistency')['colour_idioms']), blank='[ -]')})")


def _is_idiom(each: Stated) -> bool:
    begin = max(0, each.fact.start - 16)
    covering = (m for m in _idioms().finditer(each.low, begin, each.fact.end + 16))
    return any(match.start() <= each.fact.start and match.end() >= each.fact.end for match in covering)


def size_findings(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """One size in letters in the title against one of the attribute, and against those of the other fields."""
    letters = [each for each in sheet.stated if each.fact.kind == "size" and _LETTERS.fullmatch(each.fact.value)]
    titled = [each for each in letters if each.in_title]
    sizes = {name: value.strip() for name, value in sheet.listing.attributes.items() if attribute_id(name) == "attr_size"}
    single = [(name, value) for name, value in sizes.items() if _LETTERS.fullmatch(value)]
    if len({each.fact.value for each in titled}) != 1:
        return
    if single:
        name, value = single[0]
        if titled[0].fact.value != value:
            yield contradicts("own-size-contradicts-facts", titled[0], value, name, "block", context)
        return
    for each in letters:
        others = {o.fact.value for o in letters if o.fact.field == each.fact.field}
        is_other = not each.in_title and others == {each.fact.value} and each.fact.value != titled[0].fact.value
        if is_other and " " in each.fact.text and not is_foreign(each.low, each.fact):
            yield disagree("own-fields-disagree-size", each, titled[0], context)


def certificate_findings(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Certificates that the attributes deny, and in one finding those that they do not hold."""
    if not sheet.listing.attributes:
        return
    held = {fact.value for fact in sheet.product if fact.kind == "certificate"}
    values = " ".join(sheet.listing.attributes.values()).casefold()
    denied = [
        (name, value)
        for name, value in sheet.listing.attributes.items()
        if attribute_id(name) == "attr_certificate" and value.strip().casefold() in _DENIED
    ]
    claimed = {
        each.fact.value: each
        for each in reversed(sheet.stated)
        if each.fact.kind == "certificate"
        and each.fact.value not in held
        and each.fact.value.casefold() not in values
        and not _is_denied(each)
    }
    first = sorted(claimed.values(), key=sheet.stated.index)
    if denied:
        for each in first:
            yield contradicts("own-certificate-contradicts-facts", each, denied[0][1], denied[0][0], "block", context)
    elif first:
        yield not_held("own-certificate-not-in-facts", first[0], context, *(each.fact.text for each in first))


_DENIAL = re.compile(r"(?:\b(?:no|not|without|non|ohne|kein|keine|sans|sin|senza)\b(?: \S+){0,4} ?|无|未)$")


def _is_denied(each: Stated) -> bool:
    left, _ = clause(each.low, each.fact.start, each.fact.end)
    return bool(_DENIAL.search(left))
