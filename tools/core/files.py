"""Files that tools make, kept in a folder under names of their content."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import ClassVar


class KeptFiles:
    """One folder of files of one kind; the oldest give way when there are very many.

    Args:
        folder: Made when first needed.

    Attributes:
        suffix: Ending of the names.
        most: How many files are kept.
    """

    suffix: ClassVar[str]
    most: ClassVar[int] = 1000

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, name: str) -> Path | None:
        """The file of that name; None when there is none."""
        path = self._folder / name
        try:
            return path if path.suffix == self.suffix and path.parent == self._folder and path.is_file() else None
        except OSError:  # a name that no file can have
            return None

    def _kept(self, content: bytes, stem: str) -> str:
        """Write a file and give its name; the same content is written once."""
        name = f"{stem}-{sha256(content).hexdigest()[:16]}{self.suffix}"
        path = self._folder / name
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
                file.write(content)
            os.replace(file.name, path)
            for old in self._oldest():
                old.unlink(missing_ok=True)
        return name

    def _oldest(self) -> list[Path]:
        files = sorted(self._folder.glob(f"*{self.suffix}"), key=lambda path: (path.stat().st_mtime, path.name))
        return files[: max(0, len(files) - self.most)]
