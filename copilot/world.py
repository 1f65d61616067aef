"""What tools need of the world, opened when first needed and handed in by name."""

from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from copilot.rephrasing import EndpointRephraser
from copilot.reply_terms import ReplyTerms
from copilot.settings import Settings
from copilot.translating import EndpointTranslator
from knowledge.index import KnowledgeIndex
from tools.core.exports import Exports
from tools.funnel.charts import Charts
from tools.listing.localize.translator import Translator
from tools.reply.compose.rephrase import Rephraser
from tools.reply.policy.terms import SellerTerms
from tools.warehouse.warehouse import Warehouse


class World:
    """The stores of one data folder.

    Args:
        settings: Says where the folder is.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def warehouse(self) -> Warehouse:
        """The shops' data."""
        named, folder = self._settings.warehouse, self._settings.folder
        return Warehouse(named.get_secret_value() if named else folder / "warehouse.duckdb", folder)

    @cached_property
    def index(self) -> KnowledgeIndex:
        """The knowledge base."""
        return KnowledgeIndex(self._settings.folder / "knowledge")

    @cached_property
    def charts(self) -> Charts:
        """Drawings of tools."""
        return Charts(self._settings.folder / "charts")

    @cached_property
    def exports(self) -> Exports:
        """Workbooks of tools."""
        return Exports(self._settings.folder / "exports")

    @cached_property
    def translator(self) -> Translator | None:
        """What translates listings; None where no endpoint is configured."""
        return None if self._settings.is_offline else EndpointTranslator(self._settings)

    @property
    def reply_terms(self) -> dict[str, SellerTerms]:
        """What each shop grants its buyers and how it speaks, by shop id."""
        return ReplyTerms(self._settings.folder).all()

    @cached_property
    def rephraser(self) -> Rephraser | None:
        """What rephrases drafts; None where no endpoint is configured."""
        return None if self._settings.is_offline else EndpointRephraser(self._settings)

    @property
    def today(self) -> date:
        """The day it is, in UTC; for what a caller gives without saying of which day it is."""
        return datetime.now(UTC).date()

    @property
    def now(self) -> datetime:
        """The moment it is, in UTC; for what a caller gives without saying of which moment it is."""
        return datetime.now(UTC)

    def hand(self, names: tuple[str, ...]) -> dict[str, Any]:
        """The parts that a tool asks for."""
        return {name: getattr(self, name) for name in names}

    def close(self) -> None:
        """Let go of all files."""
        if "warehouse" in self.__dict__:
            self.warehouse.close()
