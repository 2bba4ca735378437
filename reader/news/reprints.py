"""Reprints: which articles are one story, found by their wording."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from reader import __version__
from reader.model import Article
from reader.store.queue import Job
from reader.store.store import Store
from reader.store.stories import Anchored
from reader.text import likeness
from reader.text.likeness import Wording, wording_of

KEPT = 256
"""Articles whose wordings stay in memory, some 60 kB each."""


def version() -> str:
    """Return the version of the rules by which stories are recognised."""
    return f"{__version__} {likeness.VERSION}"


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


class Finder:
    """Finds the stories that articles belong to; *folds*: one is a row, read or unread as a whole.

    The articles that were compared last stay in memory: those that share a sentence with one
    another are compared again and again.
    """

    def __init__(self, store: Store, *, folds: bool) -> None:
        self._store = store
        self._folds = folds
        self._texts: OrderedDict[int, _Text] = OrderedDict()

    def join(self, jobs: Sequence[Job]) -> int:
        """Join the articles of *jobs* to their stories; return how many changed theirs.

        All anchors are stored before the first article is compared, so that the articles find each
        other, and those of another process find them. Raises StoreError.
        """
        anchored = {}
        for article in self._store.articles.whole([job.article for job in jobs]):
            head, text = article.head, _Text.of(article)
            self._keep(head.id, text)
            anchored[head.id] = Anchored(head.id, head.time, likeness.anchors(text.wording))
        self._store.stories.anchor(anchored.values())
        found = {}
        for job in jobs:
            known = anchored.get(job.article)
            found[job] = self._original(known) if known else None
        return self._store.stories.settle(found, folds=self._folds)

    def _original(self, anchored: Anchored) -> int | None:
        """Return the likeliest article that is one story with *anchored*, None if there is none."""
        mine = self._text(anchored.article) if anchored.anchors else None
        if mine is None:
            return None
        for candidate in self._store.stories.candidates(anchored):
            other = self._text(candidate)
            if other is not None and mine.is_story_of(other):
                return candidate
        return None

    def _text(self, id: int) -> _Text | None:
        if id not in self._texts:
            for article in self._store.articles.whole([id]):
                self._keep(id, _Text.of(article))
        else:
            self._texts.move_to_end(id)
        return self._texts.get(id)

    def _keep(self, id: int, text: _Text) -> None:
        self._texts[id] = text
        self._texts.move_to_end(id)
        while len(self._texts) > KEPT:
            self._texts.popitem(last=False)
