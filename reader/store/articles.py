"""The articles: listed by views, read one at a time, and stored from their sources."""

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from msgspec import Struct

from reader.model import Article, ArticleHead, Draft, Extent, Listing, Source
from reader.store import counts, drafts, indexing, placement, sources, views
from reader.store.database import Database, json_array
from reader.store.drafts import DAY
from reader.store.ingestion import ANY, Ingested, Ingestion, Put, note
from reader.view import END_OF_TIME, View

__all__ = ["Articles", "Ingested", "Known", "Put"]

_CST = 8 * 3600
"""Seconds that China's days begin before those of the epoch."""
STRIDES = (2_000, 32_000)
"""Articles looked through for the first piece of a list, a hundredth of a second's work, and for
its later ones, at most."""
_END_OF_IDS = 2**62
PIECE = 5_000
"""Articles that are listed at once: a million would need a hundred megabytes meanwhile."""

_HEADS = """
    SELECT article.id, headline, article.url, source, press, name, title, source.url,
        placement.region, article.time, published,
        EXISTS (SELECT 1 FROM unread
            WHERE unread.time = article.time AND unread.article = article.id),
        EXISTS (SELECT 1 FROM starred
            WHERE starred.time = article.time AND starred.article = article.id),
        EXISTS (SELECT 1 FROM taken WHERE taken.article = article.id),
        coalesce(story.lead, article.id),
        (SELECT count(*) FROM story AS kin WHERE kin.lead = story.lead
            AND kin.article <> story.article
            AND NOT EXISTS (SELECT 1 FROM muted WHERE muted.article = kin.article))
    FROM json_each(?) AS asked CROSS JOIN article ON article.id = asked.value
    JOIN source ON source.id = article.source
    JOIN placement ON placement.id = article.placement
    LEFT JOIN story ON story.article = article.id
"""
_REGIONS = """
    SELECT article.id, regions
    FROM json_each(?) AS asked CROSS JOIN article ON article.id = asked.value
    JOIN placement ON placement.id = article.placement
"""
_PAGES = """
    SELECT article.id, page
    FROM json_each(?) AS asked CROSS JOIN article ON article.id = asked.value
    WHERE page IS NOT NULL
"""
_ARTICLES = f"""
    SELECT article.id, region, regions, reason, {drafts.SELECTED}
    FROM json_each(?) AS asked CROSS JOIN article ON article.id = asked.value
    JOIN placement ON placement.id = article.placement
"""
# Each index by name: by itself SQLite would go through all links of a source.
_COLUMNS = "id, key, url_key, digest, time, extent, headline"
_KNOWN = f"""
    SELECT {_COLUMNS} FROM article INDEXED BY article_by_key
    WHERE source = :source AND key IN (SELECT value FROM json_each(:keys))
    UNION
    SELECT {_COLUMNS} FROM article INDEXED BY article_by_url
    WHERE source = :source AND url_key IN (SELECT value FROM json_each(:url_keys) WHERE value <> '')
"""
_ALIKE = f"""
    SELECT {_COLUMNS} FROM article INDEXED BY article_by_source
    WHERE source = :source AND time IN (SELECT value FROM json_each(:times))
    UNION
    SELECT * FROM (
        SELECT {_COLUMNS} FROM article INDEXED BY article_by_source
        WHERE source = :source ORDER BY time DESC LIMIT :newest
    )
"""


class Known(Struct, frozen=True):
    """What of a stored article the decision about an entry needs."""

    id: int
    key: str
    url_key: str
    digest: str
    """The `reader.store.drafts.digest` of the entry as it was stored."""
    time: int
    extent: Extent
    headline: str


class Articles:
    """Reads and changes the articles. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ids(self, view: View, *, limit: int | None = None) -> "array[int]":
        """Return the ids of a view's articles as an array of 64-bit numbers, in its order.

        At most *limit* of them. Of the same second, the article that came last is the newest.
        """
        whole = array("q")
        for part in views.parts(view):
            left = None if limit is None else limit - len(whole)
            sql, params = views.query(part, self._database.number, limit=left)
            whole += self._database.columns(sql, *params, names=("id",))[0]
        return whole

    def listing(self, view: View, *, limit: int | None = None) -> Listing:
        """Return the ids and times of a view's articles, in the order of `ids`.

        As arrays of 32-bit numbers where that is enough, else of 64-bit ones.
        """
        try:
            return self._listing(view, limit, "I")
        except OverflowError:  # at a time before 1970 or after 2106
            return self._listing(view, limit, "q")

    def _listing(self, view: View, limit: int | None, code: str) -> Listing:
        whole = Listing(array(code), array(code))
        for part in views.parts(view):
            left = None if limit is None else limit - len(whole.ids)
            for piece in self._pieces(part, left, code):
                whole.ids.extend(piece.ids)
                whole.times.extend(piece.times)
        return whole

    def pieces(self, view: View) -> Iterator[Listing]:
        """Yield piece by piece what `listing` returns, so that the first is soon there.

        For conditions that are tested on each article: a piece is what is found in so many of
        them (`STRIDES`), which may be nothing. Not for what is most reprinted first.
        """
        is_oldest = view.order == "oldest"
        end = _END_OF_IDS if is_oldest else -_END_OF_IDS
        before = None
        for time in self._strides(is_oldest):
            yield self._piece(view, None, before, to=time)
            before = (time, end)
        yield self._piece(view, None, before)

    def _strides(self, is_oldest: bool) -> Iterator[int]:
        """Yield the times, in their order, between which a piece is looked for."""
        sign, way = (">", "ASC") if is_oldest else ("<", "DESC")
        sql = (
            f"SELECT time FROM article INDEXED BY article_by_time WHERE time {sign} ?"
            f" ORDER BY time {way} LIMIT 1 OFFSET ?"
        )
        time = -END_OF_TIME if is_oldest else END_OF_TIME
        stride, most = STRIDES
        while rows := self._database.select(sql, time, stride):
            [(time,)] = rows
            yield time
            stride = min(2 * stride, most)

    def _pieces(self, view: View, limit: int | None, code: str) -> Iterator[Listing]:
        if limit is not None or views.sorts(view):
            yield self._piece(view, limit, code=code)
            return
        last, count = None, PIECE
        while count == PIECE:
            piece = self._piece(view, PIECE, last, code)
            yield piece
            if count := len(piece.ids):
                last = (piece.times[-1], piece.ids[-1])

    def _piece(
        self,
        view: View,
        limit: int | None,
        before: tuple[int, int] | None = None,
        code: str = "q",
        to: int | None = None,
    ) -> Listing:
        number = self._database.number
        sql, params = views.query(view, number, limit=limit, times=True, before=before, to=to)
        ids, times = self._database.columns(sql, *params, names=("id", "time"), code=code)
        return Listing(ids, times)

    def behind(self, view: View, time: int, id: int) -> int | None:
        """Return the article of *view* that is next after that of this *time* and *id*.

        Not for what is most reprinted first.
        """
        found = self._piece(view, 1, (time, id)).ids
        return found[0] if found else None

    def heads(self, ids: Sequence[int]) -> list[ArticleHead]:
        """Return the heads of articles in the order asked, without those that are gone."""
        rows = self._database.select(_HEADS, json_array(ids))
        found = {row[0]: _head(*row) for row in rows}
        return [found[id] for id in ids if id in found]

    def regions(self, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Return the regions of articles by id, the primary one first."""
        return {
            id: tuple(regions.split())
            for id, regions in self._database.select(_REGIONS, json_array(ids))
        }

    def pages(self, listing: Listing) -> list[tuple[int, str]]:
        """Return where the pages of newspapers begin in *listing*, those of each day anew, by name.

        An article that stands on no page is on one without a name.
        """
        named = dict(self._database.select(_PAGES, json_array(listing.ids)))
        placed = (
            ((time + _CST) // DAY, named.get(id, ""))
            for id, time in zip(listing.ids, listing.times, strict=True)
        )
        runs = groupby(enumerate(placed), key=itemgetter(1))
        return [(next(run)[0], page) for (_day, page), run in runs]

    def get(self, id: int) -> Article:
        """Return an article whole. Raises KeyError."""
        for article in self.whole([id]):
            return article
        raise KeyError(id)

    def whole(self, ids: Sequence[int]) -> list[Article]:
        """Return articles whole, in the order asked, without those that are gone."""
        rows = {id: rest for id, *rest in self._database.select(_ARTICLES, json_array(ids))}
        heads = [head for head in self.heads(ids) if head.id in rows]
        with self._database.guard():
            return [_article(head, *rows[head.id]) for head in heads]

    def find(self, url_key: str) -> int | None:
        """Return the id of the article of this canonical link, of several the first that came."""
        sql = "SELECT min(id) FROM article WHERE url_key = ?"
        return (self._database.number(sql, url_key) or None) if url_key else None

    def known(
        self, source_id: int, keys: Collection[str], url_keys: Collection[str]
    ) -> list[Known]:
        """Return the source's articles that have one of these keys or canonical links."""
        if not self._database.number(ANY, source_id):
            return []
        rows = self._database.select(
            _KNOWN, source=source_id, keys=json_array(keys), url_keys=json_array(url_keys)
        )
        return [Known(*row) for row in rows]

    def alike(self, source_id: int, times: Collection[int], newest: int) -> list[Known]:
        """Return the source's articles of one of these times, and its *newest* so many."""
        rows = self._database.select(
            _ALIKE, source=source_id, times=json_array(times), newest=newest
        )
        return [Known(*row) for row in rows]

    def last_id(self) -> int:
        """Return the greatest id that any article had, 0 before the first: later ones are new."""
        return self._database.number("SELECT seq FROM sqlite_sequence WHERE name = 'article'")

    def count(self) -> int:
        """Return how many there are, muted ones too."""
        muted = self._database.number("SELECT count(*) FROM muted")
        return counts.of_all(self._database).total + muted

    def commit(self, source: Source, puts: Sequence[Put]) -> Ingested:
        """Store what a visit to a source found, and its entries, in one transaction.

        Of the source its state, address and kind; the settings may have been changed meanwhile.
        An update keeps the marks. Nothing is stored for a source that was removed meanwhile.
        """
        [taken] = self.commit_all([(source, puts)])
        return taken

    def commit_all(self, visits: Sequence[tuple[Source, Sequence[Put]]]) -> list[Ingested]:
        """Do what `commit` does for several visits, in one transaction."""
        taken = []
        with self._database.write() as connection:
            ingestion = Ingestion(connection, compressed=False)
            for source, puts in visits:
                is_there = sources.save_visit(connection, source)
                taken.append(ingestion.take(source.id, puts if is_there else ())[1])
            ingestion.finish()
        return taken

    def complete(self, id: int, page: Draft, edit: Put | None = None) -> bool:
        """Store the text of *page*, which was fetched from an article's address.

        *edit* is what its source lists now of an article that was held (`Ingested`). What that
        stated stays (`reader.store.drafts.completed`), and so does its placement until the queue
        gets to the text. It is listed by the time that the text is the first to state. Return
        False where the page has less of the article than is stored, which stays. Raises KeyError.
        """
        with self._database.write() as connection:
            stored, entry = drafts.load(connection, id), edit.draft if edit else None
            if drafts.says_less_than(page, stored, entry.headline if entry else ""):
                return False
            if stored.extent == "full":
                whole = drafts.revised(stored, page, entry)
            else:
                whole = drafts.completed(entry or stored, page)
            if whole != stored:
                indexing.replace(connection, id, whole)
                placement.move_in_time(connection, id, partial(drafts.listed_at, whole))
            if edit:
                note(connection, id, edit)
            return True

    def dismiss(self, id: int, edit: Put) -> None:
        """Leave an article that was held (`Ingested`) as it is, whatever its source lists now."""
        with self._database.write() as connection:
            note(connection, id, edit)

    def stamps(self, source_id: int) -> dict[str, str]:
        """Return what the files of a folder looked like when they were read, by key."""
        sql = "SELECT key, stamp FROM stamp WHERE source = ?"
        return dict(self._database.select(sql, source_id))

    def stamp(self, source_id: int, stamps: Mapping[str, str]) -> None:
        """Store what files of a folder look like now that they are read."""
        with self._database.write() as connection:
            connection.executemany(
                # Of a source that was removed meanwhile nothing is kept.
                "INSERT OR REPLACE INTO stamp SELECT id, ?, ? FROM source WHERE id = ?",
                [(key, stamp, source_id) for key, stamp in stamps.items()],
            )


def _article(head: ArticleHead, region: str, regions: str, reason: str, *draft: Any) -> Article:
    return Article(
        head=head,
        draft=drafts.restore(*draft),
        placement=placement.restore(region, regions, reason),
    )


def _head(
    id: int,
    headline: str,
    url: str,
    source: int,
    press: str | None,
    name: str,
    title: str,
    source_url: str,
    region: str,
    time: int,
    published: str | None,
    unread: int,
    starred: int,
    taken: int,
    story: int,
    reprints: int,
) -> ArticleHead:
    return ArticleHead(
        id=id,
        headline=headline,
        url=url,
        source_id=source,
        source=press or Source(url=source_url, name=name, title=title).label,
        region=region or None,
        time=time,
        published=published,
        read=not unread,
        starred=bool(starred),
        taken=bool(taken),
        story=story,
        reprints=reprints,
    )
