"""Whether a draft may be pasted, and if not, exactly why."""

from prompts import Text, message
from tools.listing.draft import FactLine
from tools.listing.facts.comparing import facts_of_draft
from tools.listing.finding import Finding
from tools.listing.rewrite.forbidding import forbids_words
from tools.listing.rewrite.work import Work


def reasons(work: Work, findings: list[Finding], facts: list[FactLine]) -> list[Text]:
    """Why a draft is not ready, one sentence for each rule and text; empty when it is.

    Args:
        work: The finished work.
        findings: Of the draft.
        facts: The table of facts.
    """
    rules = {rule.id: rule for rule in (*work.context.rules, *work.context.wording)}
    found: list[Text] = []
    told: set[tuple[str, str, int | None]] = set()
    for each in findings:
        place = (each.rule_id, each.field, each.index)
        if each.severity == "block" and place not in told:
            told.add(place)
            words = each.rule_id in rules and forbids_words(each, rules[each.rule_id])
            found.append(_of(each, work, words))
    found += [message("listing_rewrite_not_listed", value=line.value) for line in facts if not line.kept and not line.reason]
    new = work.invented(facts_of_draft(work.draft, work.language))
    found += [message("listing_rewrite_new_fact", value=fact.text) for fact in new]
    limit = work.limits.title
    if limit and limit.rule is None and len(work.draft.title) > limit.most:
        found.append(message("listing_rewrite_title_over", length=len(work.draft.title), limit=limit.most))
    if not work.draft.title.strip():
        found.append(message("listing_rewrite_no_title"))
    return list({text["en"]: text for text in found}.values())


def _overlap(word: str, text: str) -> bool:
    return bool(text) and (word in text or text in word)


def _of(found: Finding, work: Work, words: bool) -> Text:
    kept = next((word for word in work.keep if _overlap(word.casefold(), found.text.casefold())), None)
    said = {"zh": found.message_zh, "en": found.message}
    if kept:
        return {each: message("listing_rewrite_kept_word", word=kept, said=text)[each] for each, text in said.items()}
    if words and found.field in ("title", "bullets"):
        return {each: message("listing_rewrite_only_claim", text=found.text, said=text)[each] for each, text in said.items()}
    return {each: message("listing_rewrite_for_seller", said=text)[each] for each, text in said.items()}
