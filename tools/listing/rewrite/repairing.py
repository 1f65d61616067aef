"""What a finding asks for, done: words left out, signs replaced, capitals set."""

import re
from collections.abc import Iterable

from knowledge.document import Document
from tools.listing.facts.reading import facts_in
from tools.listing.finding import Finding
from tools.listing.rewrite.atoms import segments
from tools.listing.rewrite.carrying import note_claim, note_code
from tools.listing.rewrite.cutting import cut_phrase, cut_prose
from tools.listing.rewrite.ends import tidy
from tools.listing.rewrite.forbidding import forbids_words, names_another
from tools.listing.rewrite.plain import plain_text, without_active
from tools.listing.rewrite.sentences import head_end
from tools.listing.rewrite.spelling import calmed
from tools.listing.rewrite.words import WRITTEN_TOGETHER, tokens
from tools.listing.rewrite.work import Work, because_of

_ON_HTML = {"html_allowed", "allowed_tags"}
_GOVERNING = {"medical_health", "pesticide_antimicrobial"}
"""Groups of claims whose words may govern what follows them."""
_ENDING = {"external_contact", "guarantee", "review_steering"}
"""Groups whose words leave nothing worth saying in their sentence."""
_ENDING_IDS = {"promo-cta", "promo-urgency"}
"""The same of single ones of other groups."""
_REACHING = {
    "phone", "email", "url", "postal_address", "seller_info", "shipping_info", "external_order_link",
    "alternative_shipping_offer", "reviews", "off_platform_contact",
}  # fmt: skip
"""What rules call such words."""
_PARTING = set("|｜¦•·★☆◆◇●○■►▶→➤~/\\")
_LONE = _PARTING | set("?@")
"""Signs that part phrases when they stand by themselves."""
_STUMP = 4
_PHRASES = ("title", "highlights", "search_terms")
_HANDLER = re.compile(r"on[a-z]+\s*=|javascript:")
_LETTER = re.compile(r"[^\W_]")


def repair(work: Work, findings: Iterable[Finding]) -> None:
    """One round over the findings that stand at a place in a text, from the end of each text to its beginning."""
    rules = {rule.id: rule for rule in (*work.context.rules, *work.context.wording)}
    placed = [found for found in findings if found.field not in ("images", "listing") and found.rule_id in rules]
    for found in sorted(placed, key=lambda each: (each.field, each.index or 0, -(each.span or (0, 0))[0])):
        rule = rules[found.rule_id]
        if _ON_HTML & {*rule.value} and "<" in work.text(found.field, found.index):
            text = plain_text(work.text(found.field, found.index), keeps_breaks="br" in rule.value.get("allowed_tags", ()))
            text = _one_line(text, work.language) if found.field == "bullets" else text
            before = work.text(found.field, found.index)
            if work.put(found.field, found.index, text, because_of(found, "listing_rewrite_as_text"), found.rule_id):
                note_code(work, before, text)
        elif found.span and work.text(found.field, found.index)[slice(*found.span)] == found.text:
            _mend(work, found, found.span, rule)
    work.drop_blank_bullets()


def _mend(work: Work, found: Finding, span: tuple[int, int], rule: Document) -> None:
    text = work.text(found.field, found.index)
    if found.replacement:
        after = text[: span[0]] + found.replacement + text[span[1] :]
        if len(found.text) > 1 and found.replacement.casefold() == found.text.casefold():
            after = _calmed(work, found, text, after)
        work.put(found.field, found.index, after, because_of(found, "listing_rewrite_replaced"), found.rule_id)
    elif found.replacement is not None and (found.text.startswith("<") or _HANDLER.match(found.text)):
        after = without_active(text) if found.text.startswith("<") else text[: span[0]].rstrip() + text[span[1] :]
        if work.put(found.field, found.index, after, because_of(found, "listing_rewrite_as_text"), found.rule_id):
            note_code(work, text, after)
    elif not _LETTER.search(found.text):
        if found.replacement is not None or found.severity == "block":
            work.put(
                found.field, found.index, _without_sign(text, span), because_of(found, "listing_rewrite_signs"), found.rule_id
            )
    elif found.replacement == "" and found.field in _PHRASES and not forbids_words(found, rule):
        if found.field == "title" and work.limits.title and len(text) > work.limits.title.most:
            return
        if found.field == "title" and (segment := _closing_segment(work, span)):
            work.spare.append(text[slice(*segment)])
            span = segment
        after = cut_phrase(text, span, work.language)
        work.put(found.field, found.index, after, because_of(found, "listing_rewrite_left_out"), found.rule_id)
    elif (found.severity == "block" and forbids_words(found, rule)) or _is_stray_name(found, work):
        span = _with_figure(text, span, work.language)
        after = _without_words(text, found.field, span, rule, work.language)
        if work.put(found.field, found.index, after, because_of(found, "listing_rewrite_left_out"), found.rule_id):
            note_claim(work, text, after, span, whole=_is_whole(rule), priced=rule.area == "promotional")


def _calmed(work: Work, found: Finding, shouted: str, soft: str) -> str:
    """With the capitals of units and names; what the text states is read from it as it is spelt then."""
    names = tuple(filter(None, (work.listing.brand, work.listing.seller_name)))
    text = calmed(shouted, soft, work.language, names)
    work.read_as(found.field, found.index, shouted, text)
    return text


def _is_stray_name(found: Finding, work: Work) -> bool:
    """A name of others among the search terms, where it can say nothing of fitting."""
    return found.field == "search_terms" and names_another(found, work.listing)


def _closing_segment(work: Work, span: tuple[int, int]) -> tuple[int, int] | None:
    """The whole phrase around a word said too often, where it is not the first and states no fact."""
    text = work.draft.title
    parted = segments(text)
    place = next((each for each in parted[1:] if each[0] <= span[0] < each[1]), None)
    return place if place and not facts_in(text[slice(*place)], work.language) else None


def _with_figure(text: str, span: tuple[int, int], language: str) -> tuple[int, int]:
    """The words with all of a figure that they cut through (`50% off`)."""
    cut = [fact for fact in facts_in(text, language) if fact.start < span[1] and span[0] < fact.end]
    return min([span[0], *(fact.start for fact in cut)]), max([span[1], *(fact.end for fact in cut)])


def _without_words(text: str, field: str, span: tuple[int, int], rule: Document, language: str) -> str:
    if field in _PHRASES:
        return cut_phrase(text, _with_tail(text, span, language) if field == "title" else span, language)
    after = cut_prose(text, span, language, governs=rule.area in _GOVERNING, whole=_is_whole(rule))
    return "" if field == "bullets" and _is_stump(after, language) else after


def _with_tail(text: str, span: tuple[int, int], language: str) -> tuple[int, int]:
    """The words with what follows them in their phrase, where that is written small and states nothing (`50% OFF today only`)."""
    place = next((each for each in segments(text)[1:] if each[0] <= span[0] and span[1] <= each[1]), None)
    tail = text[span[1] : place[1]] if place else ""
    apart = place and not text[place[0] : span[0]].strip() and text[span[0] : span[1]] != text[span[0] : span[1]].lower()
    return (
        (span[0], span[0] + len(text[span[0] : place[1]]))
        if place and apart and tail.strip() and tail.islower() and not facts_in(tail, language)
        else span
    )


def _is_whole(rule: Document) -> bool:
    """Whether a sentence with such words says nothing else."""
    named = rule.value.get("forbidden", ())
    return rule.area in _ENDING or rule.id in _ENDING_IDS or bool(_REACHING & {*named} if isinstance(named, list) else ())


def _is_stump(text: str, language: str) -> bool:
    """A few words without a fact are no bullet."""
    return (
        len(tokens(text[head_end(text) :], language)) <= _STUMP
        and language not in WRITTEN_TOGETHER
        and not facts_in(text, language)
    )


def _one_line(text: str, language: str) -> str:
    lines, together = text.split("\n"), language in WRITTEN_TOGETHER
    stop, ended = "。" if together else ".", (".", "!", "?", ":", ";", "。", "！", "？", "：", "】")
    return ("" if together else " ").join(line if line.endswith(ended) or line is lines[-1] else line + stop for line in lines)


def _without_sign(text: str, span: tuple[int, int]) -> str:
    """A sign between two words with blanks parts them, and so becomes a comma; a word spelt with it goes (`L@@K`); others go."""
    before, after = text[: span[0]], text[span[1] :]
    if before[-1:].isalpha() and after[:1].isalpha() and before[-1:] < "\u0300" and after[:1] < "\u0300":
        if text[slice(*span)] in _PARTING:
            return f"{before} {after}"
        if "@" in text[slice(*span)]:
            return tidy(re.sub(r"[^\W_]+$", "", before) + re.sub(r"^[^\W_]+", "", after))
    parting = (
        text[slice(*span)] in _LONE
        and before.endswith(" ")
        and after.startswith(" ")
        and before.rstrip()[-1:].isalnum()
        and after.lstrip()[:1].isalnum()
    )
    if parting:
        return before.rstrip() + ", " + after.lstrip()
    kept = before + after
    if "\n" in kept:
        return re.sub(r"(?m)^[ \t]+|[ \t]+$", "", re.sub(r"[ \t]{2,}", " ", kept))
    return tidy(kept)
