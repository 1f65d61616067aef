"""A listing for another store: composed from facts, respelled in the same language, or translated and verified."""

from dataclasses import dataclass, replace
from datetime import date

from tools.core.errors import InvalidInput
from tools.core.result import Warning, warning
from tools.knowledge.sources import sources_of
from tools.listing.checking import check, named_rules
from tools.listing.context import written_language
from tools.listing.contract import Keyword, Listing
from tools.listing.draft import Change, Draft, Said, draft_of, lengths_of, said
from tools.listing.localize.compose import composed
from tools.listing.localize.compose_search import is_of_market, usable
from tools.listing.localize.duties import duty_lines, mains_questions, size_questions
from tools.listing.localize.gifting import gifting_notes
from tools.listing.localize.limits import Limits, limits_of
from tools.listing.localize.prose import respelled_listing
from tools.listing.localize.readiness import reasons_against
from tools.listing.localize.result import Conversion, LocalizeQuestion, LocalizeResult
from tools.listing.localize.source_words import is_cjk
from tools.listing.localize.terms_product import Product, Unsaid
from tools.listing.localize.terms_texts import product_of
from tools.listing.localize.translated import draft_with, translated
from tools.listing.localize.translator import Translator
from tools.listing.localize.untranslated import untranslated
from tools.listing.localize.work import Work, compare
from tools.listing.localize.writing import written
from tools.listing.market import Market, find_market
from tools.listing.rewrite.covering import coverage
from tools.listing.rewrite.rewriting import rewritten

_ENGLISH_ABROAD = "en-GB"


@dataclass(frozen=True)
class Task:
    """One listing on its way to one store."""

    listing: Listing
    source: Market
    market: Market
    language: str
    locale: str
    on: date
    asked: tuple[Keyword, ...] = ()

    @property
    def keywords(self) -> list[Keyword]:
        """Search terms of the target market: those asked for, and those of the listing that are no words of its own texts."""
        if self.language == self.target:
            return self.listing.keywords
        asked = {keyword.term for keyword in self.asked}
        own = " ".join(text for field, _, text in self.listing.texts() if field != "search_terms")
        return [
            each
            for each in self.listing.keywords
            if each.term in asked or is_of_market(each.term, own, self.language, self.locale)
        ]

    @property
    def target(self) -> str:
        """The language to write in."""
        return self.locale[:2]


def localize(listing: Listing, question: LocalizeQuestion, translator: Translator | None, on: date) -> LocalizeResult:
    """A listing for the store of a question.

    Args:
        listing: The listing.
        question: Where to, and what is asked of the draft.
        translator: Translates prose, where there is one.
        on: The day whose rules count.

    Raises:
        UnknownReference: No such marketplace.
        InvalidInput: Listings in Chinese are not composed.
    """
    task = _task(listing, question, on)
    product = product_of(task.listing, task.language)
    limits = limits_of(task.market, task.on, product.term.category if product.term else "")
    duties, questions = duty_lines(task.listing, task.market, task.locale)
    work, edits = _mended(task, question, _work(task, product, limits, duties, translator))
    questions += mains_questions(task.listing, task.market, task.language)
    questions += size_questions(task.listing, task.source, task.market, task.language)
    if product.term is None and work.method == "composed":
        questions.insert(0, said("listing_localize_which_product"))
    return _result(task, work, product, limits, questions, edits)


def _mended(task: Task, question: LocalizeQuestion, work: Work) -> tuple[Work, list[Change]]:
    """The draft repaired where a rule of the target store blocks it, and edited as asked; with the changes."""
    target = _target(task, work.draft)
    blocked = any(found.severity == "block" for found in check(target, task.market, task.on).findings)
    if not (blocked or question.asks_edits):
        return work, []
    found = rewritten(target, question, task.market, task.on).work
    return replace(work, draft=found.draft), found.changes


def _target(task: Task, draft: Draft) -> Listing:
    """The listing with a draft's texts, in the target store."""
    own = {"marketplace": task.market.id, "language": task.target, "keywords": task.keywords}
    return draft.on(task.listing).model_copy(update=own)


def _task(listing: Listing, question: LocalizeQuestion, on: date) -> Task:
    listing = listing.model_copy(update={"keywords": [*listing.keywords, *question.extra_keywords]})
    source, market = find_market(listing.marketplace), find_market(question.to, "to")
    target = question.language or market.language
    if target == "zh":
        raise InvalidInput("listing_localize_no_chinese", field="language")
    own = market.locale if market.language == target else _ENGLISH_ABROAD if target == "en" else target
    asked = tuple(question.extra_keywords)
    return Task(listing, source, market, source_language(listing, source), own, on, asked)


def source_language(listing: Listing, market: Market) -> str:
    """The language of a listing: as given, as written, by the signs of its attributes, of its store."""
    found = listing.language or written_language(listing)
    values = " ".join([listing.title, *listing.attributes, *listing.attributes.values()])
    return found or ("zh" if is_cjk(values) and market.language != "ja" else market.language)


def _work(task: Task, product: Product, limits: Limits, duties: list[str], translator: Translator | None) -> Work:
    if task.language == task.target:
        return _respelled(task, product, limits, duties)
    base = _composed(task, product, limits, duties)
    return base if translator is None else _translated(task, base, translator)


def _composed(task: Task, product: Product, limits: Limits, duties: list[str]) -> Work:
    with_bullets = limits.bullets is not None or bool(task.listing.bullets)
    made = composed(
        product,
        task.locale,
        limits,
        task.keywords,
        duties,
        language=task.language,
        with_bullets=with_bullets,
        store=_store_of_sizes(task),
    )
    unsaid = [*product.unsaid, *made.unsaid]
    if task.listing.search_terms:
        unsaid.append(Unsaid("search_terms", None, task.listing.search_terms, (), "listing_localize_market_terms"))
    return Work(made.draft, task.target, "composed", made.conversions, made.computed, unsaid, sizes=made.sizes)


def _store_of_sizes(task: Task) -> str:
    """Code of the store whose system bare sizes are of: that of the source, if it is written in its language."""
    return task.source.code if task.language == task.source.language else ""


def _respelled(task: Task, product: Product, limits: Limits, duties: list[str]) -> Work:
    """Prose is kept; what is lacking, and a title that the store does not hold, is composed."""
    source = (
        task.source.locale
        if task.source.language == "en" == task.language
        else "en-US"
        if task.language == "en"
        else task.language
    )
    made = respelled_listing(task.listing, source, task.locale)
    base = _composed(task, product, limits, [])
    too_long = limits.title is not None and len(made.draft.title) > limits.title
    lacking = [
        name
        for name in Draft.model_fields
        if getattr(base.draft, name) and (not getattr(made.draft, name) or (name == "title" and too_long))
    ]
    draft = made.draft.model_copy(update={name: getattr(base.draft, name) for name in lacking})
    if duties:
        draft = draft.model_copy(
            update={"description": "\n".join([*([draft.description] if draft.description else []), *duties])}
        )
    conversions = [*made.conversions, *(base.conversions if lacking else [])]
    fields = {"attributes"} if "description" in lacking else set()
    fields |= {"title"} if "title" in lacking and made.draft.title else set()
    unsaid = [each for each in product.unsaid if each.field.split(".")[0] in fields]
    return Work(draft, task.target, "respelled", conversions, base.computed, unsaid, composed=frozenset(lacking))


def _translated(task: Task, base: Work, translator: Translator) -> Work:
    """Texts of the translator that passed; the others composed, or handed back as they are."""
    done = translated(task.listing, task.market, task.on, task.language, task.locale, translator)
    texts = {name if at is None else f"{name}[{at}]": text for name, at, text in task.listing.texts()}
    bullets_failed = any(name.startswith("bullets[") for name in done.failed)
    kept = {name: text for name, text in done.texts.items() if not (bullets_failed and name.startswith("bullets["))}
    back = [Unsaid(name.split("[")[0], _index(name), texts[name], (), "listing_localize_not_verified") for name in done.failed]
    draft = draft_with(kept, base.draft)
    if draft.description and "description" in kept and base.draft.description:
        draft = draft.model_copy(update={"description": f"{draft.description}\n\n{base.draft.description}"})
    carried = {*kept}
    unsaid = [
        each for each in base.unsaid if (each.field if each.index is None else f"{each.field}[{each.index}]") not in carried
    ]
    held = {(each.field, each.index) for each in back}
    unsaid = [*back, *(each for each in unsaid if (each.field, each.index) not in held)]
    composed_fields = frozenset(name.split("[")[0] for name in done.failed)
    return Work(draft, task.target, "translated", base.conversions, base.computed, unsaid, done.failed, composed_fields)


def _index(name: str) -> int | None:
    return int(name[name.index("[") + 1 : -1]) if "[" in name else None


def _result(
    task: Task, work: Work, product: Product, limits: Limits, questions: list[Said], edits: list[Change]
) -> LocalizeResult:
    listing = task.listing
    before = check(listing, task.source, task.on).findings
    target = _target(task, work.draft)
    after = check(target, task.market, task.on).findings
    compared = compare(listing, task.language, work, product)
    reasons = reasons_against(after, compared, work, limits, is_named=product.term is not None)
    not_used = [
        {"term": each.term, "reason": told.en, "reason_zh": told.zh}
        for each in listing.keywords
        if each not in task.keywords or not usable(each.term, task.target)
        for told in [said("listing_localize_keyword_language")]
    ]
    conversions = [
        Conversion(source=written(each.source, task.locale), shown=each.text, exact=each.exact) for each in work.conversions
    ]
    conversions += [Conversion(source=each.given, shown=each.size.label, exact=False) for each in work.sizes]
    return LocalizeResult(
        inputs={"from": task.source.id, "to": task.market.id, "language": task.target, "as_of": task.on.isoformat()},
        as_of=task.on,
        marketplace=task.market.id,
        language=task.target,
        draft=work.draft,
        lengths=lengths_of(target),
        findings_before=before,
        findings_after=after,
        changes=[*_changes(draft_of(listing), work), *edits],
        facts=compared.lines,
        keyword_coverage=coverage(listing.keywords, draft_of(listing), work.draft, task.target, not_used),
        advice=[
            *([said("listing_localize_native_reader")] if work.method != "respelled" else []),
            *gifting_notes(listing, task.source, task.market, task.locale, task.on),
        ],
        ready=not reasons,
        reasons=[reason.en for reason in reasons],
        reasons_zh=[reason.zh for reason in reasons],
        method=work.method,
        untranslated=untranslated(work.unsaid),
        conversions=conversions,
        questions=questions,
        sources=sources_of([*named_rules(before, task.source, task.on), *named_rules(after, task.market, task.on)]),
        warnings=[*listing.doubts, *_warnings(work, limits)],
    )


def _changes(before: Draft, work: Work) -> list[Change]:
    found: list[Change] = []
    for name in Draft.model_fields:
        old, new = getattr(before, name), getattr(work.draft, name)
        told = said(f"listing_localize_{'composed' if name in work.composed else work.method}")
        if name == "bullets":
            for at in range(max(len(old), len(new))):
                pair = (old[at] if at < len(old) else "", new[at] if at < len(new) else "")
                if pair[0] != pair[1]:
                    found.append(Change(field=name, index=at, before=pair[0], after=pair[1], reason=told.en, reason_zh=told.zh))
        elif (old or "") != (new or ""):
            found.append(Change(field=name, before=old or "", after=new or "", reason=told.en, reason_zh=told.zh))
    return found


def _warnings(work: Work, limits: Limits) -> list[Warning]:
    found: list[Warning] = []
    if work.unsaid:
        found.append(warning("listing_localize_some_untranslated", count=len(work.unsaid)))
    if limits.bullets and work.draft.bullets and len(work.draft.bullets) < limits.bullets[0]:
        found.append(warning("listing_localize_few_bullets", count=len(work.draft.bullets), least=limits.bullets[0]))
    return found
