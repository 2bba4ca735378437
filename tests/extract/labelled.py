"""Labelled pages: a folder of HTML files, and beside it a JSON file that says what is in them.

A label states a page's fields (absent: the page does not state it; ``accept``: other right answers,
``*`` for any), snippets that must and must not be in the body, its first and last paragraph, and
the number of images.
"""

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

FIELDS = ("headline", "published", "source")
PEOPLE = ("author", "editor", "responsible_editor")
EDGE = 30
"""Characters by which the first and the last paragraph are known."""


@dataclass(frozen=True)
class Labelled:
    """A page and what a careful editor says of it."""

    id: str
    data: bytes
    label: dict[str, Any]

    @property
    def url(self) -> str:
        return self.label.get("url") or ""

    @property
    def now(self) -> datetime | None:
        """When the page was fetched, where that matters."""
        stated = self.label.get("now")
        return datetime.fromisoformat(stated) if stated else None

    def wrong(self, article: dict[str, Any]) -> Iterator[str]:
        """Yield what is wrong with *article*, as the contract has it."""
        for field in FIELDS:
            if not self._is_right(field, article[field], bare):
                yield f"{field}: {article[field]}"
        for field in PEOPLE:
            if not self._is_right(field, article[field], _names):
                yield f"{field}: {article[field]}"
        body = [bare(paragraph) for paragraph in article["body"]]
        text = "".join(body)
        yield from (f"missing: {part}" for part in self._list("must") if bare(part) not in text)
        yield from (f"too much: {part}" for part in self._list("must_not") if bare(part) in text)
        if not text.startswith(bare(self.label.get("first", ""))[:EDGE]):
            yield f"begins: {body[:1]}"
        if not text.endswith(bare(self.label.get("last", ""))[-EDGE:]):
            yield f"ends: {body[-1:]}"
        if len(article["images"]) != self.label.get("n_images", 0):
            yield f"images: {len(article['images'])}"

    def _list(self, name: str) -> list[str]:
        return self.label.get(name) or []

    def _is_right(self, field: str, value: str | None, form: Callable[[str], object]) -> bool:
        answers = [self.label.get(field), *self.label.get("accept", {}).get(field, [])]
        return "*" in answers or form(value or "") in [form(answer or "") for answer in answers]


def load(labels: Path) -> list[Labelled]:
    """Read the file *labels* and the pages beside it."""
    return [
        Labelled(label["id"], _page(labels.parent, label).read_bytes(), label)
        for label in json.loads(labels.read_text(encoding="utf-8"))
    ]


def _page(folder: Path, label: dict[str, Any]) -> Path:
    file: str = label.get("file") or f"{label['id']}.html"
    return folder / file


def bare(text: str) -> str:
    """Return *text* without blanks and with one kind of punctuation."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _names(text: str) -> set[str]:
    return set(text.split())
