"""Facts that lost their place find another, or are listed as left out with why."""

import re
import unicodedata
from collections.abc import Iterable

from prompts import Text, listing_data
from tools.listing.facts.comparing import facts_of_draft, kinds_of, lost, same
from tools.listing.facts.fact import Fact
from tools.listing.facts.reading import facts_in
from tools.listing.finding import Finding
from tools.listing.rewrite.highlights import add_highlight
from tools.listing.rewrite.words import Words, tokens, words_of
from tools.listing.rewrite.work import Work, because
from tools.listing.terms import find_term

_JOINING = re.compile(r"\s*([x×*/-])\s*")
_OF_CLAIMS = ("percent", "certificate", "colour")
_TIME, _MONEY = "s", ("USD", "EUR", "GBP", "JPY", "CAD", "AUD", "$", "€", "£", "¥")


def note_claim(work: Work, before: str, after: str, span: tuple[int, int], *, whole: bool, priced: bool) -> None:
    """Facts that went with a forbidden claim and belong to it.

    Args:
        work: Notes them.
        before: The text with the claim.
        after: Without it.
        span: Of the claim.
        whole: The sentence had no other purpose: all that it states belongs to it. Else only what stands in the claim
            itself, and shares, times, prices and bare numbers beside it.
        priced: The claim is about price or delivery, so that counts and stuffs beside it are no facts of the product.
    """
    held = facts_in(after, work.language)
    for gone in facts_in(before, work.language):
        if any(same(gone, fact) for fact in held):
            continue
        inside = gone.start < span[1] and span[0] < gone.end
        counted = gone.kind == "figure" and gone.unit in (None, _TIME, *_MONEY)
        beside = counted or gone.kind in _OF_CLAIMS or (priced and gone.kind in ("pieces", "material"))
        if whole or inside or beside:
            _note(work, gone, "listing_rewrite_fact_in_claim")


def note_claims(work: Work, findings: Iterable[Finding]) -> None:
    """Names and codes within words that lead buyers elsewhere (`www.shop24.com`) belong to the claim, whatever is cut first."""
    rules = {rule.id: rule for rule in work.context.wording}
    spans = {
        (each.field if each.index is None else f"{each.field}[{each.index}]", each.span)
        for each in findings
        if each.span and each.severity == "block" and each.rule_id in rules and rules[each.rule_id].area == "external_contact"
    }
    for fact in work.source:
        if any(name == fact.field and start <= fact.start and fact.end <= end for name, (start, end) in spans):
            work.dropped.setdefault(fact, "listing_rewrite_fact_in_claim")


def note_code(work: Work, before: str, after: str) -> None:
    """Figures of code that was taken out of a page."""
    held = facts_in(after, work.language)
    for gone in facts_in(before, work.language):
        if not any(same(gone, fact) for fact in held):
            _note(work, gone, "listing_rewrite_fact_in_code")


def _note(work: Work, gone: Fact, key: str) -> None:
    for fact in work.source:
        if same(fact, gone):
            work.dropped.setdefault(fact, key)


def carry_facts(work: Work) -> None:
    """Put facts of the texts that the draft no longer states into highlights, a bullet of details or the description."""
    _note_broader(work)
    missing = [
        fact for fact in _missing(work) if _is_of_texts(fact) and fact.field != "search_terms" and fact not in work.dropped
    ]
    phrases = [_phrase(work, fact) for fact in missing]
    for fact, phrase in zip(missing, phrases, strict=True):
        if add_highlight(work, phrase, because("listing_rewrite_fact_here", text=fact.text)):
            continue
    left = [fact for fact in _missing(work) if fact in missing]
    if left:
        _in_details(work, list(dict.fromkeys(phrase for fact, phrase in zip(missing, phrases, strict=True) if fact in left)))


def _note_broader(work: Work) -> None:
    """A material or colour of which the draft names a kind (steel of stainless steel)."""
    held = {broad for fact in facts_of_draft(work.draft, work.language) for term in fact.terms for broad in kinds_of(term)}
    told = [_plain(text) for _, _, text in work.current.texts()]
    for fact in _missing(work):
        if fact.terms & held or _is_told(fact, told):
            work.dropped.setdefault(fact, "listing_rewrite_fact_more_exact")


def _is_told(fact: Fact, told: list[str]) -> bool:
    """Its signs stand there, as part of a measure with its unit or in another width."""
    if fact.unit is not None or fact.kind not in ("figure", "size", "code"):
        return False
    plain = re.escape(_plain(fact.text))
    return any(re.search(rf"(?<![0-9a-z.,]){plain}(?![0-9.,])", text) for text in told)


def _plain(text: str) -> str:
    return _JOINING.sub(r"\1", unicodedata.normalize("NFKC", text).casefold())


def _missing(work: Work) -> list[Fact]:
    return lost(work.source, facts_of_draft(work.draft, work.language))


def _is_of_texts(fact: Fact) -> bool:
    return not fact.field.startswith("attributes.") and fact.field not in ("brand", "product_type")


def _phrase(work: Work, fact: Fact) -> str:
    """The phrase of the title that stated it, else its attribute's name with it, else the fact with the word it counts."""
    for spare in work.spare:
        if any(same(fact, other) for other in facts_in(spare, work.language)):
            return bare(spare, work.language)
    if label := _label(work, fact):
        return f"{label}: {fact.text}"
    text = _source_text(work, fact)
    if fact.kind == "figure" and fact.unit is None:
        following = next((place for place in tokens(text, work.language) if place[0] >= fact.end), None)
        if following and not text[fact.end : following[0]].strip():
            return text[fact.start : following[1]]
    return fact.text


def bare(phrase: str, language: str) -> str:
    """A phrase without the small words that tied it to the title."""
    words = words_of(language)
    phrase = phrase.strip("()[]（）【】 ,;")
    places = tokens(phrase, language)
    dropped = words.linking - words.purpose - words.without - words.having
    if len(places) > 1 and phrase[slice(*places[0])].lower() in dropped:
        phrase = phrase[places[1][0] :]
    phrase = _without_praise(phrase, words) if language == "en" else phrase
    return phrase[:1].upper() + phrase[1:]


def _without_praise(phrase: str, words: Words) -> str:
    """Without praise at its ends (`Great Gift for Women`)."""
    while (places := tokens(phrase, words.language)) and phrase[slice(*places[0])].lower() in words.filler:
        phrase = phrase[places[0][1] :].lstrip(" ,-")
    while (places := tokens(phrase, words.language)) and phrase[slice(*places[-1])].lower() in words.filler | words.hanging:
        phrase = phrase[: places[-1][0]].rstrip(" ,-")
    return phrase


def _label(work: Work, fact: Fact) -> str | None:
    """Name of the attribute with that value, in the language of the listing."""
    for name, value in work.listing.attributes.items():
        if any(same(fact, other) for other in facts_in(value, work.language)):
            return label_of(name, work.language)
    return None


def label_of(name: str, language: str) -> str | None:
    """Name of an attribute in a language, where the term base has it."""
    spoken = name.replace("_", " ").replace("-", " ")
    term = next((found for each in (language, "en", "zh") if (found := find_term(spoken, each, "attribute_name"))), None)
    if term is None:
        return None
    label = term.names(language)[0]
    return label[:1].upper() + label[1:]


def _source_text(work: Work, fact: Fact) -> str:
    name, _, index = fact.field.partition("[")
    if index:
        return work.listing.bullets[int(index.rstrip("]"))]
    return getattr(work.listing, name, "") or ""


def heads(language: str) -> dict[str, str]:
    """Words that begin a bullet of facts."""
    found: dict[str, str] = listing_data(f"{language}/bullets")
    return found


def _in_details(work: Work, phrases: list[str]) -> None:
    """One bullet that lists them, else one sentence at the end of the description; what fits nowhere is told as lost."""
    together = work.language in ("ja", "zh")
    listed = ("、" if together else "; ").join(phrases)
    text = f"{heads(work.language)['details']}{'：' if together else ': '}{listed}"
    reason = because("listing_rewrite_facts_listed")
    if _add_bullet(work, text, reason):
        return
    before, limit = work.text("description"), work.limits.description
    sentence = text + ("。" if together else ".")
    after = before + ("" if not before else "\n" if "\n" in before else "" if together else " ") + sentence
    if limit is None or len(after) <= limit.most:
        work.put("description", None, after, reason)


def _add_bullet(work: Work, text: str, reason: Text) -> bool:
    limits, bullets = work.limits, work.draft.bullets
    if not bullets or limits.most_bullets is None or len(bullets) >= limits.most_bullets.most:
        return False
    if limits.bullet and len(text) > limits.bullet.most:
        return False
    if limits.bullets_total and sum(map(len, bullets)) + len(text) > limits.bullets_total.most:
        return False
    return work.put("bullets", len(bullets), text, reason)


def note_lost(work: Work) -> None:
    """Facts that the draft states nowhere, each with a reason."""
    for fact in _missing(work):
        if fact not in work.dropped:
            work.dropped[fact] = "listing_rewrite_fact_no_room" if _is_of_texts(fact) else "listing_rewrite_fact_in_attributes"
