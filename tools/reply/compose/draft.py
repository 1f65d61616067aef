"""A draft and what it is made of."""

from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel

from tools.reply.contract import Fact

Kind = Literal["salutation", "opening", "warm", "said", "optional", "answering", "next", "closing"]
SHORTENED: tuple[Kind, ...] = ("optional", "answering", "warm", "opening")
"""What may go where there is no room, the first first."""


class Blank(BaseModel):
    """A place that the operator must fill.

    Attributes:
        marker: As it stands in the draft: `[____: order number]`.
    """

    name: str
    label_zh: str
    label_en: str
    marker: str


@dataclass(frozen=True)
class Sentence:
    """One line of the draft.

    Attributes:
        facts: That it states.
        shown: The same as they are written in it.
    """

    kind: Kind
    text: str
    facts: tuple[Fact, ...] = ()
    shown: tuple[str, ...] = ()
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A composed reply.

    Attributes:
        paragraphs: Of sentences, in order.
        joint: What stands between sentences of a paragraph in the language.
        blocks: Block that answers, for each answer of the decision.
        unsaid: What the listing says in another language.
    """

    paragraphs: tuple[tuple[Sentence, ...], ...] = ()
    joint: str = " "
    blocks: tuple[str, ...] = ()
    unsaid: tuple[Fact, ...] = field(default=())

    @property
    def sentences(self) -> list[Sentence]:
        """All of them, in order."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]

    @property
    def text(self) -> str:
        """The draft as it is sent."""
        written = []
        for paragraph in self.paragraphs:
            joint = "\n" if paragraph[0].kind == "closing" else self.joint
            written.append(joint.join(sentence.text for sentence in paragraph))
        return "\n\n".join(written)

    @property
    def facts(self) -> list[Fact]:
        """Facts stated, each once, in order."""
        return list(dict.fromkeys(fact for sentence in self.sentences for fact in sentence.facts))

    @property
    def shown(self) -> list[str]:
        """Facts as written, each once."""
        return list(dict.fromkeys(text for sentence in self.sentences for text in sentence.shown))

    @property
    def blanks(self) -> list[Blank]:
        """Places to fill, each once, in order."""
        return list({blank.name: blank for sentence in self.sentences for blank in sentence.blanks}.values())

    def without(self, gone: Sentence) -> "Draft":
        """The draft less one sentence."""
        left = (tuple(each for each in paragraph if each is not gone) for paragraph in self.paragraphs)
        return Draft(tuple(paragraph for paragraph in left if paragraph), self.joint, self.blocks, self.unsaid)
