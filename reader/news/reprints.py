"""Reprints: which articles are one story, found by their wording."""

from collections.abc import Sequence
from typing import NamedTuple

from reader import __version__
from reader.model import Article
from reader.store.queue import Job
from reader.store.store import Store
from reader.store.stories import Anchored
from reader.text import likeness
from reader.text.likeness import Wording, wording_of


def version() -> str:
    """Return the version of the rules by which stories are recognised."""
    return f"{__version__} {likeness.VERSION}"


def join(store: Store, jobs: Sequence[Job], *, folds: bool) -> int:
    """Find the stories that the articles of *jobs* belong to; return how many changed theirs.

    *folds*: a story is one row, which is read or unread as a whole. All anchors are stored before
    the first article is compared, so that the articles find each other, and those of another
    process find them. Raises StoreError.
    """
    articles = store.articles.whole([job.article for job in jobs])
    texts = {article.head.id: _Text.of(article) for article in articles}
    anchored = {
        article.head.id: Anchored(
            article.head.id,
            article.head.time,
            likeness.anchors(texts[article.head.id].wording),
        )
        for article in articles
    }
    store.stories.anchor(anchored.values())
    finder = _Finder(store, texts)
    found = {}
    for job in jobs:
        known = anchored.get(job.article)
        found[job] = finder.original(known) if known else None
    return store.stories.settle(found, folds=folds)


class _Text(NamedTuple):
    source: int
    wording: Wording

    @classmethod
    def of(cls, article: Article) -> "_Text":
        return cls(article.head.source_id, wording_of(article.draft))

    def is_story_of(self, other: "_Text") -> bool:
        """Whether two articles are one story.

        Text that a site repeats on all its pages is not: within a source headlines must be alike.
        """
        return likeness.same_story(self.wording, other.wording) and (
            self.source != other.source or likeness.have_like_headlines(self.wording, other.wording)
        )


class _Finder:
    """Compares articles; each is read once."""

    def __init__(self, store: Store, texts: dict[int, _Text]) -> None:
        self._store = store
        self._texts = texts

    def original(self, anchored: Anchored) -> int | None:
        """Return the likeliest article that is one story with *anchored*, None if there is none."""
        if not anchored.anchors:
            return None
        mine = self._texts[anchored.article]
        for candidate in self._store.stories.candidates(anchored):
            other = self._text(candidate)
            if other is not None and mine.is_story_of(other):
                return candidate
        return None

    def _text(self, id: int) -> _Text | None:
        if id not in self._texts:
            for article in self._store.articles.whole([id]):
                self._texts[id] = _Text.of(article)
        return self._texts.get(id)
