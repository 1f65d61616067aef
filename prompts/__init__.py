"""Every wording of the product, as text files, and one strict renderer.

`render` fills a template file; `message` gives one short sentence in both languages. A variable that the
caller did not hand in is an error, never an empty string.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound
from jinja2.exceptions import UndefinedError

from prompts.formats import FILTERS

ROOM = Path(__file__).parent
ROOM_OF_LISTINGS = ROOM / "listing"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LANGUAGES = ("zh", "en")

Text = dict[str, str]
"""One sentence by language: `{"zh": ..., "en": ...}`."""


class PromptError(Exception):
    """A wording is missing or was not given all its variables: a fault of the calling code."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOM),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 (texts are Markdown and plain, never HTML)
    )
    environment.filters.update(FILTERS)
    return environment


@cache
def _messages() -> dict[str, Text]:
    found: dict[str, Text] = {}
    for path in sorted((ROOM / "messages").glob("*.yaml")):
        for key, text in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            if key in found:
                raise PromptError(f"message {key!r} is defined twice, again in {path.name}")
            found[key] = text
    return found


@cache
def _message_templates(key: str) -> dict[str, Template]:
    if key not in _messages():
        raise PromptError(f"no message {key!r} under prompts/messages/")
    return {language: _environment().from_string(_messages()[key][language]) for language in LANGUAGES}


def _fill(template: Template, name: str, variables: dict[str, Any]) -> str:
    try:
        return template.render(**variables)
    except UndefinedError as missing:
        raise PromptError(f"{name}: {missing}") from missing


def render(name: str, /, **variables: Any) -> str:
    """Fill one template file.

    Args:
        name: Path below this room, e.g. `"answers/zh/sales_query.md"`.
        **variables: All variables of the template.

    Returns:
        The text, without trailing blank lines.

    Raises:
        PromptError: The file does not exist or a variable is missing.
    """
    try:
        template = _environment().get_template(name)
    except TemplateNotFound as missing:
        raise PromptError(f"no template prompts/{name}") from missing
    return _fill(template, name, variables).strip() + "\n"


def message(key: str, /, **variables: Any) -> Text:
    """One short sentence in every language of the product.

    Args:
        key: A key of a file in `prompts/messages/`.
        **variables: All variables of the sentence.

    Returns:
        The sentence by language.

    Raises:
        PromptError: The key does not exist or a variable is missing.
    """
    return {language: _fill(template, key, variables).strip() for language, template in _message_templates(key).items()}


def message_keys() -> list[str]:
    """All keys that `message` knows."""
    return sorted(_messages())


@cache
def listing_data(name: str) -> Any:
    """Wording of listings as data: one YAML file of `prompts/listing/`, or all entries of the files of a folder there.

    Args:
        name: `legal`, `spelling`, `terms`, `de/patterns`.

    Raises:
        PromptError: There is no such file or folder.
    """
    place = ROOM_OF_LISTINGS / name
    if place.is_dir():
        return [entry for path in sorted(place.glob("*.yaml")) for entry in _yaml(path)]
    if not place.with_suffix(".yaml").exists():
        raise PromptError(f"no wording of listings {name!r}")
    return _yaml(place.with_suffix(".yaml"))


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
