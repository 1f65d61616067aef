"""Each shop's terms for replies: entered, listed, taken back; kept as one JSON file in the data folder."""

import json
import os
import tempfile
import threading
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tools.core.errors import InvalidInput, Unavailable, UnknownReference
from tools.reply.policy.terms import SellerTerms

_FILE = "reply_terms.json"
_lock = threading.Lock()


class ReplyTerms:
    """The terms of all shops of one data folder.

    Args:
        folder: The data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    def all(self) -> dict[str, SellerTerms]:
        """Terms by shop id.

        Raises:
            Unavailable: The file was damaged by hand.
        """
        if not self._path.is_file():
            return {}
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
            return {shop: SellerTerms.model_validate(terms) for shop, terms in held.items()}
        except (ValueError, AttributeError, ValidationError) as broken:
            raise Unavailable("reply_terms_damaged", file=self._path.name) from broken

    def put(self, shop: str, given: dict[str, Any]) -> SellerTerms:
        """Enter the terms of a shop; they take the place of its former ones as a whole.

        Raises:
            InvalidInput: A term is not known or makes no sense.
        """
        try:
            terms = SellerTerms.model_validate(given)
        except ValidationError as invalid:
            first = invalid.errors()[0]
            where = ".".join(str(step) for step in first["loc"]) or "terms"
            raise InvalidInput("bad_arguments", field=where, where=where, reason=first["msg"]) from invalid
        with _lock:
            self._write({**self.all(), shop: terms})
        return terms

    def remove(self, shop: str) -> None:
        """Take the terms of a shop back.

        Raises:
            UnknownReference: It has none.
        """
        with _lock:
            held = self.all()
            if shop not in held:
                raise UnknownReference("reply_terms_unknown_shop", field="shop", given=shop, known=sorted(held))
            self._write({name: terms for name, terms in held.items() if name != shop})

    def _write(self, held: dict[str, SellerTerms]) -> None:
        content = {shop: terms.model_dump(mode="json", exclude_none=True) for shop, terms in sorted(held.items())}
        descriptor, name = tempfile.mkstemp(dir=self._path.parent, prefix=_FILE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            json.dump(content, opened, ensure_ascii=False, indent=2)
        Path(name).replace(self._path)
