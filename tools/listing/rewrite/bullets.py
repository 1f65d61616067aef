"""Bullets: how many, how long, how long together."""

from tools.listing.facts.reading import facts_in
from tools.listing.rewrite.limits import Limit
from tools.listing.rewrite.sentences import sentences
from tools.listing.rewrite.trimming import trimmed
from tools.listing.rewrite.work import Work, because


def mend_bullets(work: Work) -> None:
    """Bring the bullets within every limit; what does not fit moves to the description."""
    _shorten_each(work)
    _join_short(work)
    _merge_many(work)
    _shorten_all(work)
    _split_few(work)
    _unstop(work)


def _unstop(work: Work) -> None:
    """A bullet that was joined and lost what joined it stands as it was, without the full stop."""
    given = {*work.listing.bullets}
    bullets = [
        text[:-1] if text not in given and text[:-1] in given and text[-1] in ".。" else text for text in work.draft.bullets
    ]
    work.draft = work.draft.model_copy(update={"bullets": bullets})


def _rule(limit: Limit) -> str | None:
    return limit.rule.id if limit.rule else None


def _shorten_each(work: Work) -> None:
    limit = work.limits.bullet
    if not limit:
        return
    for index in reversed(range(len(work.draft.bullets))):
        text = work.draft.bullets[index]
        if len(text) > limit.most and not _split(work, index, limit):
            shorter, gone = trimmed(text, limit.most, work.language, work.keep)
            if work.put("bullets", index, shorter, because("listing_rewrite_shortened", limit=limit.most), _rule(limit)):
                move_to_description(work, _stating(gone, work))


def _split(work: Work, index: int, limit: Limit) -> bool:
    """Two bullets of one with several sentences, where there is room for one more."""
    text, most = work.draft.bullets[index], work.limits.most_bullets
    places = sentences(text)
    if most and len(work.draft.bullets) >= most.most:
        return False
    cut = next((start for start, _ in reversed(places[1:]) if start <= limit.most and len(text) - start <= limit.most), None)
    return cut is not None and _split_at(work, index, cut, because("listing_rewrite_split"), _rule(limit))


def _split_at(work: Work, index: int, cut: int, reason: dict[str, str], rule_id: str | None) -> bool:
    text = work.draft.bullets[index]
    bullets = [*work.draft.bullets[:index], text[:cut].rstrip(), text[cut:], *work.draft.bullets[index + 1 :]]
    if any(
        len(part) < (work.limits.shortest_bullet.most if work.limits.shortest_bullet else 1)
        for part in bullets[index : index + 2]
    ):
        return False
    if not work.put("bullets", index, text[:cut].rstrip(), reason, rule_id):
        return False
    work.changes[-1] = work.changes[-1].model_copy(update={"before": text, "after": f"{text[:cut].rstrip()}\n{text[cut:]}"})
    work.draft = work.draft.model_copy(update={"bullets": bullets})
    return True


def _join_short(work: Work) -> None:
    least = work.limits.shortest_bullet
    for index in reversed(range(1, len(work.draft.bullets))):
        text = work.draft.bullets[index]
        if least and text and len(text) < least.most and _fits(work, index - 1, text):
            _join(work, index - 1, index, because("listing_rewrite_joined_short"), _rule(least))
    work.drop_blank_bullets()


def _fits(work: Work, index: int, text: str) -> bool:
    limit = work.limits.bullet
    return limit is None or len(work.draft.bullets[index]) + len(text) + 2 <= limit.most


def _join(work: Work, into: int, index: int, reason: dict[str, str], rule_id: str | None) -> None:
    first, second = work.draft.bullets[into], work.draft.bullets[index]
    glue = "" if work.language in ("ja", "zh") else " "
    ended = first if first.endswith((".", "!", "?", "。", "！", "？")) else first + ("。" if not glue else ".")
    if work.put("bullets", into, f"{ended}{glue}{second}", reason, rule_id):
        work.put("bullets", index, "", reason, rule_id)


def _merge_many(work: Work) -> None:
    """More than allowed: the two that follow each other and are shortest together become one; else the last goes below."""
    most = work.limits.most_bullets
    while most and len(work.draft.bullets) > most.most:
        sizes = [len(a) + len(b) for a, b in zip(work.draft.bullets, work.draft.bullets[1:], strict=False)]
        index = min(range(len(sizes)), key=lambda at: (sizes[at], at))
        if _fits(work, index, work.draft.bullets[index + 1]):
            _join(work, index, index + 1, because("listing_rewrite_joined", most=most.most), _rule(most))
        else:
            last = len(work.draft.bullets) - 1
            text = work.draft.bullets[last]
            work.put("bullets", last, "", because("listing_rewrite_moved", most=most.most), _rule(most))
            move_to_description(work, [text])
        count = len(work.draft.bullets)
        work.drop_blank_bullets()
        if len(work.draft.bullets) == count:
            return


def _shorten_all(work: Work) -> None:
    """Together too long: the longest loses what states no fact."""
    limit = work.limits.bullets_total
    for _ in range(len(work.draft.bullets) * 3):
        total = sum(map(len, work.draft.bullets))
        if not limit or total <= limit.most:
            return
        index = max(range(len(work.draft.bullets)), key=lambda at: (len(work.draft.bullets[at]), -at))
        text = work.draft.bullets[index]
        shorter, gone = trimmed(text, max(len(text) - (total - limit.most), len(text) * 2 // 3), work.language, work.keep)
        if not work.put("bullets", index, shorter, because("listing_rewrite_together", limit=limit.most), _rule(limit)):
            return
        move_to_description(work, _stating(gone, work))


def _split_few(work: Work) -> None:
    least = work.limits.least_bullets
    while least and 0 < len(work.draft.bullets) < least.most:
        options = [(len(text), index) for index, text in enumerate(work.draft.bullets) if len(sentences(text)) > 1]
        if not options or not any(_halve(work, index, _rule(least)) for _, index in sorted(options, reverse=True)):
            return


def _halve(work: Work, index: int, rule_id: str | None) -> bool:
    text = work.draft.bullets[index]
    starts = [start for start, _ in sentences(text)[1:]]
    cut = min(starts, key=lambda start: abs(2 * start - len(text)))
    return _split_at(work, index, cut, because("listing_rewrite_split"), rule_id)


def move_to_description(work: Work, pieces: list[str]) -> None:
    """Sentences that lost their place stand in the description, where it has room; those without a fact may go."""
    limit = work.limits.description
    for piece in pieces:
        before = work.text("description")
        told = (
            piece
            if piece.endswith((".", "!", "?", "。", "！", "？"))
            else piece + ("。" if work.language in ("ja", "zh") else ".")
        )
        told = told[:1].upper() + told[1:]
        glue = "" if not before else "\n" if "\n" in before else "" if work.language in ("ja", "zh") else " "
        if limit is None or len(before) + len(glue) + len(told) <= limit.most:
            work.put("description", None, before + glue + told, because("listing_rewrite_moved_here"))


def mend_description(work: Work) -> None:
    """Bring the description within its limit."""
    limit = work.limits.description
    text = work.text("description")
    if limit and len(text) > limit.most:
        shorter, _ = trimmed(text, limit.most, work.language, work.keep)
        work.put("description", None, shorter, because("listing_rewrite_shortened", limit=limit.most), _rule(limit))


def _stating(pieces: list[str], work: Work) -> list[str]:
    """Those that say something that must be kept."""
    return [piece for piece in pieces if facts_in(piece, work.language)]
