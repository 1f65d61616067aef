"""What the models learn from: written sentences, pairs of them, misspelt copies."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tools.reply.contract import LANGUAGES
from tools.reply.understanding.model import BACKGROUND, EXAMPLES


@dataclass(frozen=True)
class Example:
    """A sentence, its language and what it asks for: nothing for greetings and stories."""

    text: str
    language: str
    intents: frozenset[str]
    times: int = 1
    """How often the network meets it: what is told in its own words oftener than what many others resemble."""


def examples() -> list[Example]:
    """All of the present files; a sentence that stands under several intents has them all."""
    intents: dict[tuple[str, str], set[str]] = {}
    spoken = _read(EXAMPLES / "spoken.yaml")
    for language in LANGUAGES:
        for listed in (_read(EXAMPLES / f"{language}.yaml"), spoken.get(language, {})):
            for intent, texts in listed.items():
                for text in texts:
                    intents.setdefault((language, str(text)), set()).update(set(intent.split("+")) - {"other"})
    for spoken_in, texts in _read(BACKGROUND).items():
        for text in texts:
            intents.setdefault((spoken_in, str(text)), set())
    own = {(language, str(text)) for language, listed in spoken.items() for texts in listed.values() for text in texts}
    for place, wanted in _told():
        intents.setdefault(place, set()).update(wanted - {"other"})
        own.add(place)
    return [
        Example(*place[::-1], frozenset(found), _OFTEN if place in own or not found else 1) for place, found in intents.items()
    ]


_OFTEN = 5


def _told() -> Iterator[tuple[tuple[str, str], set[str]]]:
    """Messages in their parts (`told_<language>.jsonl`): each part, and the message as a whole where it is short."""
    for language in LANGUAGES:
        for line in (EXAMPLES / f"told_{language}.jsonl").read_text(encoding="utf-8").splitlines():
            parts = [(part["text"], set(part["intents"])) for part in json.loads(line)["parts"]]
            yield from (((language, text), wanted) for text, wanted in parts)
            if 1 < len(parts) <= _MOST_PARTS:
                joint = "" if language in ("zh", "ja") else " "
                yield (language, joint.join(text for text, _ in parts)), set().union(*(wanted for _, wanted in parts))


_MOST_PARTS = 3


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def joined(given: Sequence[Example], chance: random.Random) -> list[Example]:
    """Two requests in one breath."""
    found = []
    for language in LANGUAGES:
        own = [each for each in given if each.language == language]
        others = chance.sample(own, len(own))
        found += [
            Example(f"{one.text.rstrip('.!。！')}{chance.choice(_JOINTS)}{two.text}", language, one.intents | two.intents)
            for one, two in zip(own, others, strict=True)
            if one is not two
        ]
    return found


_JOINTS = (" ", ", ")


def misspelt(example: Example, chance: random.Random) -> Example:
    """A letter lost or two changed over; ends of sentences and accents are no part of the features anyway."""
    letters = list(example.text)
    for _ in range(max(1, len(letters) // 30)):
        at = chance.randrange(len(letters))
        if letters[at].isalpha() and at + 1 < len(letters) and letters[at + 1].isalpha():
            if chance.random() < 1 / 2:
                del letters[at]
            else:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return Example("".join(letters), example.language, example.intents)
