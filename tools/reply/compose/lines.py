"""Lines of reply blocks with their variables filled."""

from collections.abc import Iterable, Mapping

from prompts import message
from prompts.reply_blocks import Line, reply_block
from tools.reply.compose.blocks import block_notes
from tools.reply.compose.draft import Blank, Kind, Sentence
from tools.reply.compose.parts import Part
from tools.reply.compose.values import shown
from tools.reply.contract import Fact, Language, Tone

_MARK = "[____"


class Lines:
    """Fills lines for one draft and remembers what was said.

    Args:
        facts: By the variable they stand for.
        place: Code of the store's place, for formats.
        currency: Of the order, for bare amounts.
    """

    def __init__(self, facts: Mapping[str, Fact], language: Language, place: str, currency: str | None, tone: Tone) -> None:
        self._facts = facts
        self._language = language
        self._is_concise = tone == "concise"
        self._shown = {name: text for name, fact in facts.items() if (text := shown(fact, language, place, currency)) is not None}
        self._said: set[str] = {"order_id"}
        self._texts: set[str] = set()

    def will_say(self, parts: Iterable[Part]) -> None:
        """Note what the plain lines state, so that optional ones do not say it too."""
        for part in parts:
            for line in reply_block(self._language, part.block):
                self._said.update(line.variables if line.kind == "plain" else ())

    def sentences(self, part: Part) -> list[Sentence]:
        """What a block says, its next step aside; nothing is said twice."""
        found = []
        for line in reply_block(self._language, part.block):
            if line.kind == "next" or (line.text in self._texts and part.statement is None):
                continue
            if line.kind == "optional" and not self._is_wanted(line, part):
                continue
            self._texts.add(line.text)
            self._said.update(line.variables)
            found.append(self._sentence(line, part))
        return found

    def _is_wanted(self, line: Line, part: Part) -> bool:
        if any(name not in self._shown for name in line.variables) or {*line.variables} <= self._said:
            return False
        return not self._is_concise or self._answers(line, part)

    def _answers(self, line: Line, part: Part) -> bool:
        return bool(block_notes().answering.get(part.intent, frozenset()) & {*line.variables})

    def next_step(self, parts: Iterable[Part]) -> tuple[Sentence, Part] | None:
        """The next step of an offer, else of the first part that has one, and that part; one without blanks goes first."""
        needless = block_notes().asks_order if "order_id" in self._shown else frozenset[str]()
        ordered = sorted((part for part in parts if part.block not in needless), key=lambda part: not part.is_offer)
        lines = [(line, part) for part in ordered for line in reply_block(self._language, part.block) if line.kind == "next"]
        whole = [(line, part) for line, part in lines if all(name in self._shown for name in line.variables)]
        if not lines:
            return None
        line, part = (whole or lines)[0]
        return self._sentence(line, part), part

    def _sentence(self, line: Line, part: Part) -> Sentence:
        facts, blanks, values = list[Fact](), list[Blank](), dict[str, str]()
        for name in line.variables:
            if name == "fact" and part.statement:
                facts.extend(part.statement.facts)
                values[name] = part.statement.text
            elif name in self._shown:
                facts.append(self._facts[name])
                values[name] = self._shown[name]
            else:
                blanks.append(blank(name))
                values[name] = blanks[-1].marker
        shown_facts = tuple(values[name] for name in line.variables if not values[name].startswith(_MARK))
        return Sentence(self._kind(line, part), line.filled(values), tuple(facts), shown_facts, tuple(blanks))

    def _kind(self, line: Line, part: Part) -> Kind:
        if line.kind == "optional":
            return "answering" if self._answers(line, part) else "optional"
        return "next" if line.kind == "next" else "said"


def blank(name: str) -> Blank:
    """A marked place for a value that is not known."""
    label = message(f"reply_blank_{name}")
    return Blank(name=name, label_zh=label["zh"], label_en=label["en"], marker=f"{_MARK}: {label['en']}]")
