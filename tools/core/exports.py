"""Workbooks for people to send on."""

from datetime import date
from typing import ClassVar

from tools.core.files import KeptFiles

ADDRESS = "/v1/exports/"
"""Where the API serves them."""


class Exports(KeptFiles):
    """Keeps workbooks."""

    suffix: ClassVar[str] = ".xlsx"
    most: ClassVar[int] = 200

    def keep(self, content: bytes, stem: str, day: date | None) -> str:
        """Write a workbook and give its name.

        Args:
            content: The workbook.
            stem: What it is, for the name.
            day: The day it tells of, for the name.
        """
        return self._kept(content, f"{stem}-{day}" if day else stem)
