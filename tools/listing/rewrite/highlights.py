"""Item highlights: phrases between commas that say nothing of the title again."""

from prompts import Text
from tools.listing.rewrite.covering import stems
from tools.listing.rewrite.work import Work


def add_highlight(work: Work, phrase: str, reason: Text) -> bool:
    """A phrase at the end of the item highlights, where it fits and repeats nothing of them or the title."""
    limit = work.limits.highlights
    if not limit:
        return False
    told = stems(work.draft.title, work.language) | stems(work.text("highlights"), work.language)
    if stems(phrase, work.language) & told or not phrase:
        return False
    after = ", ".join(part for part in (work.text("highlights").strip(" ,"), phrase) if part)
    return len(after) <= limit.most and work.put("highlights", None, after, reason)
