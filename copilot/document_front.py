"""What is said of a document that is added, in the forms by which the rest of the product knows it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from knowledge.document import Document, KnowledgeError
from knowledge.scope import place_code
from tools.documents.front import known_front
from tools.marketplaces import find_platform, marketplaces
from tools.marketplaces.countries import country_code

_LANGUAGE = re.compile(r"[a-z]{2,3}")
# A slash ends a name in an address, and `@` marks a version.
_NOT_IN_ID = re.compile(r"[/\\@]+")
_LONGEST_ID = 120


def checked_front(file: str, own: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What holds of a document: what its caller says, over what it says of itself.

    Args:
        file: Its name, without folders.
        own: What it says of itself.
        said: What its caller says; blanks say nothing.

    Raises:
        KnowledgeError: The caller's language is none.
        InvalidInput: No shop may have that name.
    """
    told = known_front(said)
    language = told.get("language")
    if language is not None and not _is_language(language):
        raise KnowledgeError("document_language", file=file, value=language)
    front = {**own, **told}
    return {
        **front,
        "id": _id(front.get("id"), file),
        "language": front.get("language") if _is_language(front.get("language")) else None,
        "shop": [_shop(name) for name in _listed(front.get("shop"))],
        "platform": [find_platform(name) or name.lower() for name in _listed(front.get("platform"))],
        "marketplace": [_place(name) for name in _listed(front.get("marketplace"))],
    }


def _id(given: Any, file: str) -> str:
    name = given if isinstance(given, str) else PurePath(file).stem
    return _NOT_IN_ID.sub("-", name)[:_LONGEST_ID].strip(" .") or "document"


def _is_language(code: Any) -> bool:
    return isinstance(code, str) and _LANGUAGE.fullmatch(code) is not None


def _shop(name: str) -> str:
    from copilot.shops import checked_shop  # loads the whole copilot

    return checked_shop(name)


def _place(name: str) -> str:
    store = marketplaces().get(name.lower())
    return place_code((store.country if store else country_code(name)) or name)


def _listed(given: Any) -> list[str]:
    return [name for name in (given if isinstance(given, list) else [given]) if name]


def check_ids(documents: Sequence[Document], known: Iterable[Document]) -> None:
    """Refuse what would take the place of a document without being its new version.

    Args:
        documents: To be added.
        known: All that there are.

    Raises:
        KnowledgeError: Two have one id, or one has that of a document for other shops.
    """
    shops_of = {document.id: document.shops for document in known}
    for at, document in enumerate(documents):
        if document.id in (other.id for other in documents[:at]):
            raise KnowledgeError("document_twice", file=document.source, id=document.id)
        shops = shops_of.get(document.id, ())
        if shops and document.shops and not {*shops} & {*document.shops}:
            raise KnowledgeError("document_of_other_shop", file=document.source, id=document.id, shops=list(shops))
