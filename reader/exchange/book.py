"""What is written as text, Markdown, HTML or EPUB: articles in parts, such as a place and a day."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from reader.model import Draft


class Entry(Struct, frozen=True):
    """An article by its headline, which is read when it is written: of many, one at a time."""

    headline: str
    draft: Callable[[], Draft]


class Part(Struct, frozen=True):
    """Articles under a name, and under it parts of their own; a whole book is one too."""

    name: str
    entries: Sequence[Entry] = ()
    parts: Sequence["Part"] = ()

    @property
    def single(self) -> Entry | None:
        """The one article of a book that is nothing else."""
        return self.entries[0] if len(self.entries) == 1 and not self.parts else None

    def all_entries(self) -> Iterator[Entry]:
        """Yield the articles in their order."""
        return chain(*(part.all_entries() for part in self.parts), self.entries)


Pictures = Callable[[str], bytes | None]
"""Returns the picture of an address that is at hand, None where there is none."""


def no_pictures(_url: str) -> None:
    """Return no picture, whatever its address."""
