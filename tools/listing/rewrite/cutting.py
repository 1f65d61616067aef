"""Words taken out of a text so that what stays still reads."""

import re

from tools.listing.rewrite.ends import capital, first_word, joined, last_word, says_nothing, stands, started, tidy, unhung
from tools.listing.rewrite.sentences import brackets, clauses, head_end, parts, sentences
from tools.listing.rewrite.words import Words, tokens, words_of

_FEW = 4
_HEADED = (":", "：", "】", "]", " -", "–", "—")
_HAN = re.compile("[\u3400-\u9fff]")
_MARKS = re.compile(r"[.!?。！？…]+[\"”»)]*$")


def cut_phrase(text: str, span: tuple[int, int], language: str) -> str:
    """A title or a list of phrases without some of its words.

    Args:
        text: The title.
        span: The words.
        language: Of the text.
    """
    words = words_of(language)
    bounds = _bounds_of_phrase(text, span)
    start, end = _with_intensifiers(text, span, words)
    start, end = max(start, bounds[0]), min(end, bounds[1])
    left, right = text[bounds[0] : start], text[end : bounds[1]]
    if words.together:
        right = _without_particle(right, words)
    kept = joined(unhung(left, words, last=True), unhung(right, words, first=True, last=False), words)
    kept = "" if says_nothing(kept, words) else kept
    return tidy(text[: bounds[0]] + kept + text[bounds[1] :])


def cut_prose(text: str, span: tuple[int, int], language: str, *, governs: bool = False, whole: bool = False) -> str:
    """A sentence or several without some of their words; the clause or sentence goes with them where it could not stand without.

    Args:
        text: A bullet or a description.
        span: The words.
        language: Of the text.
        governs: The words may govern what follows (`kills germs, mould`), so that it goes with them.
        whole: The sentence has no other purpose (`call us`); a question that leads to it goes too.
    """
    place = next((each for each in sentences(text) if each[0] <= span[0] < each[1]), (0, len(text)))
    body = place[0] + (head_end(text[place[0] : place[1]]) if place[0] == sentences(text)[0][0] else 0)
    if span[0] < body:
        kept = text[: place[0]] + text[body:] if governs else _cut_head(text, (place[0], body), span, words_of(language))
        return started(kept, text)
    start = body if span[0] >= body else place[0]
    end = max(place[1], span[1])
    if whole:
        start = _with_question(text, start)
    sentence = "" if whole else _cut_sentence(text[start:end], (span[0] - start, span[1] - start), words_of(language), governs)
    return _put(text, start, end, sentence, head=text[place[0] : body] if body > place[0] else "", first=place[0])


def _with_question(text: str, start: int) -> int:
    """Where the question before a sentence begins (`Not satisfied? …`), else the sentence itself."""
    before = [each for each in sentences(text) if each[1] <= start]
    if not before or not text[: before[-1][1]].endswith(("?", "？")):
        return start
    opened = before[-1][0]
    return opened + head_end(text[opened : before[-1][1]]) if len(before) == 1 else opened


def _put(text: str, start: int, end: int, sentence: str, head: str, first: int) -> str:
    after = text[end:]
    if not sentence and head and not after.strip():
        return text[:first].rstrip()
    before = text[:start]
    if not sentence and not after.strip() and before.rstrip().endswith(_HEADED) and len(sentences(before)) == 1:
        return ""
    if not sentence:
        return (before + after.lstrip(" ")).strip() if before.strip() else started(after.lstrip(), text)
    told = before + started(sentence, text[start:end]) + after
    return told.strip() if not text[:1].isspace() else told


def _cut_head(text: str, head: tuple[int, int], span: tuple[int, int], words: Words) -> str:
    """The heading without the words, or no heading."""
    marks = re.search(r"(?:】|\]|:|：|\s[–—-]|—)\s*$", text[head[0] : head[1]])
    stop = head[0] + marks.start() if marks else head[1]
    opening = re.match(r"[\s【\[]*", text[head[0] : stop])
    begin = head[0] + (opening.end() if opening else 0)
    title = cut_phrase(text[begin:stop], (span[0] - begin, min(span[1], stop) - begin), words.language)
    body = text[head[1] :]
    if not title:
        return text[: head[0]] + body
    return text[:begin] + title + text[stop : head[1]] + body


def _cut_sentence(sentence: str, span: tuple[int, int], words: Words, governs: bool) -> str:
    for begin, end in brackets(sentence):
        if begin < span[0] and span[1] < end:
            inner = cut_phrase(sentence[begin + 1 : end - 1], (span[0] - begin - 1, span[1] - begin - 1), words.language)
            return tidy(sentence[:begin] + (f"{sentence[begin]}{inner}{sentence[end - 1]}" if inner else "") + sentence[end:])
    mark = _MARKS.search(sentence)
    stop = mark.start() if mark and mark.start() >= span[1] else len(sentence)
    closing = (sentence[stop - 1] if sentence[stop - 1 : stop].isspace() else "") + sentence[stop:]
    body = sentence[:stop]
    pieces = parts(body)
    at = next((place for place, piece in enumerate(pieces) if span[0] < piece[1]), len(pieces) - 1)
    begin, end = pieces[at]
    end = max(end, span[1])
    part = _cut_part(body[begin:end], (max(0, span[0] - begin), span[1] - begin), words, governs)
    if not part and len(pieces) > 1:
        before = body[: pieces[at - 1][1]] if at else ""
        rest = body[end:] if at else body[pieces[at + 1][0] :]
        body = before + (rest if at else capital(rest))
    else:
        body = body[:begin] + part + body[end:]
    body = tidy(body)
    return body + closing.rstrip() if body else ""


def _cut_part(part: str, span: tuple[int, int], words: Words, governs: bool) -> str:
    """What stands between strong marks, without the words."""
    start, end = _with_intensifiers(part, span, words)
    open_end = last_word(part[span[0] : span[1]], words) in words.prepositions | words.subordinate
    governs = governs or open_end
    if words.together:
        end = _with_suffix(part, end, words)
    if (
        (words.describes(part[span[0] : span[1]]) and not open_end)
        or _is_tied(part, end, words)
        or (not governs and _only_clause(part, (start, end), words))
    ):
        found = _cut_words(part, (start, end), words)
        if found is not None:
            return found
    places = clauses(part)
    at = next((place for place, (_, stop) in enumerate(places) if span[0] < stop), len(places) - 1)
    if at == 0 and not governs and len(places) > 1 and _opens_main(part[places[1][0] :], words):
        return capital(part[places[1][0] :].strip())
    if at == 0 or (governs and not re.search(r"\d", part[: places[at - 1][1]])):
        return ""
    before = part[: places[at - 1][1]].rstrip()
    return before if stands(before, words) else ""


def _opens_main(text: str, words: Words) -> bool:
    """A clause with a subject of its own can stand without the phrase before it (`made of X, the bag is …`)."""
    return first_word(text, words) in words.articles | words.pronouns - words.subordinate


def _with_suffix(text: str, end: int, words: Words) -> int:
    """The end of a word written together with one that only says what kind of thing it is."""
    return next((end + len(each) for each in words.suffixes if text.startswith(each, end)), end)


def _is_tied(text: str, end: int, words: Words) -> bool:
    """A particle ties the words to the noun after them."""
    return any(text.startswith(each, end) for each in words.attributive)


def _only_clause(part: str, span: tuple[int, int], words: Words) -> bool:
    """The words are all that their clause says, and the clause is one of a list."""
    places = clauses(part)
    inside = next(((begin, end) for begin, end in places if begin <= span[0] < end), None)
    if inside is None or span[1] > inside[1] or len(places) == 1:
        return False
    rest = part[inside[0] : span[0]] + part[span[1] : inside[1]]
    return says_nothing(rest, words)


def _cut_words(part: str, span: tuple[int, int], words: Words) -> str | None:
    """Only the words left out; None where the rest could not stand."""
    start, end = span
    places = clauses(part)
    begin, stop = next(((a, b) for a, b in places if a <= start < b), (0, len(part)))
    if end > stop:
        return None
    left, right = part[begin:start], part[end:stop]
    if says_nothing(left + " " + right, words):
        return tidy(part[:begin] + part[stop:])
    if words.together:
        return _cut_signs(part, (start, end), words)
    before, after = last_word(left, words), first_word(right, words)
    if after in words.conjunctions:
        if not before and begin:
            return tidy(part[:begin].rstrip(" ,") + " " + part[end:].lstrip())
        kept = right[tokens(right, words.language)[0][1] :].lstrip()
        return tidy(joined(part[:start], kept + part[stop:], words))
    if after and after not in words.prepositions and after not in words.copulas and after not in words.pronouns:
        if after in words.generic and (not before or before in words.linking):
            first = tokens(right, words.language)[0]
            return _cut_words(part, (start, end + first[1]), words)
        if _is_modified(before, words):
            return tidy(joined(part[:start], part[end:], words))
        return None
    if before in words.conjunctions:
        place = tokens(left, words.language)[-1]
        shorter = left[: place[0]].rstrip()
        if begin and shorter and not after:
            return tidy(f"{part[:begin].rstrip(' ,')} {left[slice(*place)]} {shorter.lstrip()}{part[end:]}")
        return tidy(part[:begin] + shorter + part[end:]) if stands(shorter, words) else None
    if before in words.copulas and not after and stop < len(part):
        return _copula_to_next(part, start, stop, words)
    if words.head == "first" and before and before not in words.linking | words.copulas | words.pronouns | words.generic:
        rest = part[end:]
        if not after and _is_listed(rest, words):
            rest = " " + rest.lstrip(" ,")
        return tidy(part[:start].rstrip() + rest)
    return None


def _is_listed(rest: str, words: Words) -> bool:
    """What follows a comma is one more describing word or two."""
    following = clauses(rest.lstrip(" ,"))[0]
    first = first_word(rest, words)
    short = len(tokens(rest.lstrip(" ,")[slice(*following)], words.language)) <= _FEW
    return bool(first) and short and first not in words.linking | words.pronouns | words.copulas


def _is_modified(before: str, words: Words) -> bool:
    """The words stand before their noun, so that it can do without."""
    return words.head == "last" or not before or before in words.linking or before in words.copulas


def _copula_to_next(part: str, start: int, stop: int, words: Words) -> str | None:
    """`is X, light and small` → `is light and small`."""
    following = part[stop:].lstrip(" ,")
    first = first_word(following, words)
    barred = words.pronouns | words.conjunctions | words.articles | words.subordinate | words.copulas
    return tidy(part[:start].rstrip() + " " + following) if first and first not in barred else None


def _cut_signs(part: str, span: tuple[int, int], words: Words) -> str | None:
    start, end = span
    right = part[end:]
    if _HAN.search(part[:start][-1:]):
        return None
    for particle in words.attributive:
        if right.startswith(particle) and (rest := right[len(particle) :]).strip():
            return None if rest.startswith(tuple(words.generic)) else tidy(part[:start] + rest)
    if right.startswith(words.particles) or not right.strip():
        return None
    return tidy(part[:start] + right)


def _with_intensifiers(text: str, span: tuple[int, int], words: Words) -> tuple[int, int]:
    """The words with `very`, `the most` … before them."""
    if words.together:
        return span
    start = span[0]
    for begin, end in reversed(tokens(text[: span[0]], words.language)):
        gap = text[end:start]
        if gap.strip() or text[begin:end].lower() not in words.intensifiers:
            break
        start = begin
    return start, span[1]


def _bounds_of_phrase(text: str, span: tuple[int, int]) -> tuple[int, int]:
    marks = [match.span() for match in re.finditer(r"\s[-–—|/]+\s|[,;|｜、，;；!！。:：]\s*|[(\[（【\])）】]", text)]
    begin = max((end for start, end in marks if end <= span[0]), default=0)
    stop = min((start for start, end in marks if start >= span[1]), default=len(text))
    return begin, stop


def _without_particle(text: str, words: Words) -> str:
    return next((text[len(each) :] for each in words.attributive if text.startswith(each)), text)
