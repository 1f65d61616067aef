"""Why a draft may not be published as it is."""

from tools.listing.draft import Said, said
from tools.listing.finding import Finding
from tools.listing.localize.limits import Limits
from tools.listing.localize.work import Compared, Work


def reasons_against(after: list[Finding], compared: Compared, work: Work, limits: Limits, *, is_named: bool) -> list[Said]:
    """Every reason; [] for a draft that is ready.

    Args:
        after: Findings of the draft.
        compared: Facts of source and draft.
        work: The draft.
        limits: Of the store.
        is_named: It is known what the product is.
    """
    is_unnamed = not is_named and (work.method == "composed" or "title" in work.composed)
    found = [said("listing_localize_no_title")] if is_unnamed or not work.draft.title else []
    if not (work.draft.bullets or work.draft.description):
        found.append(said("listing_localize_no_texts"))
    found += _without_bullets(compared, work, limits)
    found += [
        Said(code=each.rule_id, en=f"{each.field}: {each.message}", zh=f"{each.field}：{each.message_zh}")
        for each in after
        if each.severity == "block"
    ]
    found += [said("listing_localize_added", words=", ".join(compared.added))] if compared.added else []
    found += [said("listing_localize_lost", words=", ".join(compared.lost))] if compared.lost else []
    for name, wrong in work.failed.items():
        found.append(
            said("listing_localize_field_failed", field=name, why=[each.en for each in wrong], why_zh=[each.zh for each in wrong])
        )
    return found


def _without_bullets(compared: Compared, work: Work, limits: Limits) -> list[Said]:
    """No bullet stands although the source has facts, in a store that shows bullets."""
    if work.method == "respelled" or limits.bullets is None or work.draft.bullets or not compared.lines:
        return []
    return [said("listing_localize_no_bullets", count=len(compared.lines))]
