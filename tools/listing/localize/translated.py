"""Texts by a translator, verified by code: figures, codes, brand, placeholders, language, claims, rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tools.documents.language import guess_language
from tools.listing.checking import check
from tools.listing.context import context_of
from tools.listing.contract import Listing
from tools.listing.draft import Draft, Said, said
from tools.listing.facts.comparing import added, lost
from tools.listing.facts.reading import facts_in
from tools.listing.localize.grammar import Grammar
from tools.listing.localize.prose import PLACEHOLDER
from tools.listing.localize.translator import TranslationFailed, Translator
from tools.listing.market import Market
from tools.listing.phrases.wording import wording_findings
from tools.listing.terms import find_terms

_ROUNDS = 2
_LEAST_TO_GUESS = 60


@dataclass
class Translation:
    """Texts by name (`title`, `bullets[0]`) that passed, and of the others what is wrong."""

    texts: dict[str, str] = field(default_factory=dict)
    failed: dict[str, list[Said]] = field(default_factory=dict)


def translated(listing: Listing, market: Market, on: date, source: str, locale: str, translator: Translator) -> Translation:
    """Every text of a listing in another language; one round of repair for those that fail.

    Args:
        listing: The source.
        market: The target.
        on: The day whose rules count.
        source: Language of the texts.
        locale: To write in.
        translator: Translates; what it returns is data.
    """
    texts = {name if at is None else f"{name}[{at}]": text for name, at, text in listing.texts() if name != "search_terms"}
    glossary = glossary_of(list(texts.values()), source, locale)
    done = Translation()
    open_texts, complaints = dict(texts), list[str]()
    for _ in range(_ROUNDS):
        try:
            answered = translator.translate(dict(open_texts), source, locale, glossary, complaints)
        except TranslationFailed:
            done.failed = {name: done.failed.get(name) or [said("listing_localize_fault_missing")] for name in open_texts}
            break
        given = {name: str(answered[name]).strip() for name in open_texts if str(answered.get(name) or "").strip()}
        wrong = faults(listing, market, on, source, locale, {**done.texts, **given}, texts)
        done.failed = {
            name: wrong.get(name) or [said("listing_localize_fault_missing")]
            for name in open_texts
            if name in wrong or name not in given
        }
        done.texts |= {name: text for name, text in given.items() if name not in done.failed}
        open_texts = {name: texts[name] for name in done.failed}
        if not open_texts:
            break
        complaints = [f"{name}: {each.en}" for name, found in done.failed.items() for each in found]
    return done


def glossary_of(texts: list[str], source: str, locale: str) -> dict[str, str]:
    """Terms of some texts with the words of the target language."""
    grammar = Grammar(locale)
    found: dict[str, str] = {}
    for text in texts:
        for hit in find_terms(text, source):
            found.setdefault(text[hit.start : hit.end], grammar.neutral(hit.term))
    return found


def faults(
    listing: Listing, market: Market, on: date, source: str, locale: str, given: Mapping[str, str], texts: Mapping[str, str]
) -> dict[str, list[Said]]:
    """What is wrong with each translation."""
    found: dict[str, list[Said]] = {}
    for name, text in given.items():
        wrong = [
            *_kept_faults(listing, texts[name], text),
            *_fact_faults(texts[name], text, source, locale),
            *_language_faults(text, locale),
        ]
        if wrong:
            found[name] = wrong
    for name, wrong in _rule_faults(listing, market, on, source, locale, given).items():
        found.setdefault(name, []).extend(wrong)
    return found


def _kept_faults(listing: Listing, before: str, after: str) -> list[Said]:
    kept = [match[0] for match in PLACEHOLDER.finditer(before)]
    names = [name for name in (listing.brand, *listing.protected_names) if name and name in before]
    return [said("listing_localize_fault_kept", words=word) for word in dict.fromkeys([*kept, *names]) if word not in after]


def _fact_faults(before: str, after: str, source: str, locale: str) -> list[Said]:
    own = [fact for fact in facts_in(before, source) if fact.kind not in ("material", "colour")]
    new = [fact for fact in facts_in(after, locale[:2]) if fact.kind not in ("material", "colour")]
    return [
        *(said("listing_localize_fault_lost", words=fact.text) for fact in lost(own, new)),
        *(said("listing_localize_fault_added", words=fact.text) for fact in added(own, new)),
    ]


def _language_faults(text: str, locale: str) -> list[Said]:
    guessed = guess_language(text)
    wrong = guessed is not None and guessed != locale[:2] and (len(text) >= _LEAST_TO_GUESS or guessed in ("zh", "ja"))
    return [said("listing_localize_fault_language", language=guessed)] if wrong else []


def draft_with(texts: Mapping[str, str], base: Draft) -> Draft:
    """A draft with some texts in place of its own."""
    bullets = [texts[name] for name in sorted((n for n in texts if n.startswith("bullets[")), key=lambda n: int(n[8:-1]))]
    single = {name: texts[name] for name in ("title", "highlights", "description") if name in texts}
    return base.model_copy(update={**single, **({"bullets": bullets} if bullets else {})})


def _rule_faults(
    listing: Listing, market: Market, on: date, source: str, locale: str, given: Mapping[str, str]
) -> dict[str, list[Said]]:
    """Findings that block, and wording of kinds that the source did not use."""
    target = draft_with(given, Draft(title="")).on(listing).model_copy(update={"marketplace": market.id, "language": locale[:2]})
    own = listing.model_copy(update={"language": source})
    claimed = {each.rule_id for each in wording_findings(own, context_of(own, market, on))}
    claims = [each for each in wording_findings(target, context_of(target, market, on)) if each.rule_id not in claimed]
    blocks = [each for each in check(target, market, on).findings if each.severity == "block"]
    names = sorted((name for name in given if name.startswith("bullets[")), key=lambda name: int(name[8:-1]))
    found: dict[str, list[Said]] = {}
    for each in [*blocks, *claims]:
        name = names[each.index] if each.field == "bullets" and each.index is not None and each.index < len(names) else each.field
        told = Said(code=each.rule_id, en=each.message, zh=each.message_zh)
        if name in given and told not in found.get(name, []):
            found.setdefault(name, []).append(told)
    return found
