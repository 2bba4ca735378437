"""Stories: articles of several sources that are the same, and which of them leads.

An article that is alone has no row in `story`. The lead is the article whose source the others name
as theirs (来源), else the earliest. How lists show stories is in `reader.store.counts`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from msgspec import Struct

from reader.store import drafts, queue
from reader.store.counts import refolding
from reader.store.database import Connection, Database, json_array
from reader.store.files import Garbled
from reader.store.marks import mark
from reader.store.queue import Job
from reader.text.searchable import fold

WINDOW = 7 * 86400
"""Seconds within which a reprint follows its original."""
CROWD = 32
"""Articles that are considered under one anchor: some are what every page of a site says."""
CANDIDATES = 8
"""Articles that are compared with one."""

_NEAR = (
    "SELECT article FROM anchor WHERE hash = ? AND time BETWEEN ? AND ? AND article <> ?"
    f" ORDER BY time LIMIT {CROWD}"
)
_TIMES = "SELECT id, time FROM article WHERE id IN (SELECT value FROM json_each(?))"
_REPRINTED = """
    SELECT told.lead, kin.article
    FROM (SELECT DISTINCT own.lead FROM json_each(?) AS asked
        CROSS JOIN story AS own ON own.article = asked.value
        WHERE own.lead <> own.article) AS told
    CROSS JOIN story AS kin ON kin.lead = told.lead
    ORDER BY told.lead, kin.article <> kin.lead, kin.time, kin.article
"""
_SOURCES = """
    SELECT kin.lead, article.source
    FROM json_each(?) AS asked CROSS JOIN story AS kin ON kin.lead = asked.value
    CROSS JOIN article ON article.id = kin.article
    WHERE kin.article NOT IN (SELECT article FROM muted)
    ORDER BY kin.lead, kin.article <> kin.lead, kin.time, kin.article
"""
_MEMBERS = """
    SELECT article.id, article.time, press, name, title
    FROM story JOIN article ON article.id = story.article JOIN source ON source.id = article.source
    WHERE story.lead = ? ORDER BY article.time, article.id
"""
_REPRINTS = """
    SELECT article FROM story
    WHERE article IN (SELECT value FROM json_each(?)) AND lead <> article
"""
_UNREAD = """
    SELECT kin.article, EXISTS (SELECT 1 FROM unread
        WHERE unread.time = kin.time AND unread.article = kin.article)
    FROM story AS own JOIN story AS kin ON kin.lead = own.lead WHERE own.article = ?
"""


class Anchored(Struct, frozen=True):
    """An article with the anchors of its wording (`reader.text.likeness`)."""

    article: int
    time: int
    anchors: Sequence[int]


class _Member(Struct, frozen=True):
    id: int
    time: int
    press: str | None
    name: str
    title: str


class Stories:
    """Reads and changes which articles are one story. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, ids: Sequence[int]) -> dict[int, int]:
        """Return the story of each article: the id of its lead, its own where it is alone."""
        rows = self._database.select(
            "SELECT article, lead FROM story WHERE article IN (SELECT value FROM json_each(?))",
            json_array(ids),
        )
        return dict(zip(ids, ids, strict=True)) | dict(rows)

    def members(self, id: int) -> list[int]:
        """Return the articles that are one story with *id*, itself too, the lead first."""
        rows = self._database.numbers(
            "SELECT kin.article FROM story AS own JOIN story AS kin ON kin.lead = own.lead"
            " WHERE own.article = ? ORDER BY kin.article <> kin.lead, kin.time, kin.article",
            id,
        )
        return list(rows) or [id]

    def of_reprints(self, ids: Sequence[int]) -> dict[int, list[int]]:
        """Return the stories of which *ids* has a reprint: by its lead all articles of each.

        The lead comes first, the others after it by their time.
        """
        stories: dict[int, list[int]] = {}
        for lead, article in self._database.select(_REPRINTED, json_array(ids)):
            stories.setdefault(lead, []).append(article)
        return stories

    def sources(self, leads: Sequence[int]) -> dict[int, list[int]]:
        """Return the sources that print stories, by the lead of each; its own comes first.

        An article that is alone is no lead. Muted articles do not count.
        """
        printed: dict[int, dict[int, None]] = {}
        for lead, source in self._database.select(_SOURCES, json_array(leads)):
            printed.setdefault(lead, {})[source] = None
        return {lead: list(sources) for lead, sources in printed.items()}

    def anchor(self, articles: Iterable[Anchored]) -> None:
        """Store anchors, by which later articles find these."""
        with self._database.write() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO anchor VALUES (?, ?, ?)",
                [(hash, each.time, each.article) for each in articles for hash in each.anchors],
            )

    def candidates(self, anchored: Anchored) -> list[int]:
        """Return the articles that may be one story with this, the likeliest first.

        Those that share anchors and are no further than `WINDOW` away; for a story of several its
        lead, unless that is the article itself.
        """
        first, last = anchored.time - WINDOW, anchored.time + WINDOW
        near = Counter(
            article
            for hash in anchored.anchors
            for article in self._database.numbers(_NEAR, hash, first, last, anchored.article)
        )
        stories = self.of(list(near))
        shared: Counter[int] = Counter()
        for article, count in near.items():
            lead = stories[article]
            shared[article if lead == anchored.article else lead] += count
        within = self._database.numbers(
            "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))"
            " AND time BETWEEN ? AND ?",
            json_array(shared),
            first,
            last,
        )
        return sorted(within, key=lambda id: (-shared[id], id))[:CANDIDATES]

    def settle(self, found: Mapping[Job, int | None], *, folds: bool = False) -> int:
        """Write which article each job's article is one story with; return how many changed.

        None: with none. An article that changed meanwhile stays in the queue. Where lists are
        folded (*folds*), what joins a story of which one is read becomes read too: the row was.
        """
        changed = 0
        with self._database.write() as connection:
            for job in queue.dequeue(connection, queue.STORY, list(found)):
                if _settle(connection, job.article, found[job]):
                    changed += 1
                    if folds:
                        _share_read(connection, job.article)
        return changed


def remove_anchors(connection: Connection, ids: Sequence[int]) -> None:
    """Delete the anchors of articles that are removed, while their words are still known.

    Those of a text that changed since are not known any more, and stay.
    """
    from reader.text.likeness import anchors, wording_of  # 30 ms, and most starts need none

    times = connection.execute(_TIMES, (json_array(ids),)).fetchall()
    texts = {row[0]: row[1:] for row in connection.execute(drafts.BY_IDS, (json_array(ids),))}
    for id, time in times:
        with suppress(Garbled):  # it never had any
            known = anchors(wording_of(drafts.restore(*texts[id])))
            connection.executemany(
                "DELETE FROM anchor WHERE hash = ? AND time = ? AND article = ?",
                [(hash, time, id) for hash in known],
            )


def leave(connection: Connection, ids: Sequence[int]) -> None:
    """Remove articles from their stories, while they still have their places and marks."""
    with _regrouping(connection, ids):
        for id in ids:
            _leave(connection, id)


def leave_source(connection: Connection, source: int) -> None:
    """Remove all articles of a source from their stories; if restored, they are looked at again."""
    rows = connection.execute(
        "SELECT story.article FROM article JOIN story ON story.article = article.id"
        " WHERE article.source = ?",
        (source,),
    ).fetchall()
    ids = [row[0] for row in rows]
    queue.enqueue(connection, ids, [queue.STORY])
    leave(connection, ids)


def _leave(connection: Connection, id: int) -> None:
    """Remove an article from its story, for which another one stands from now on."""
    rows = connection.execute("DELETE FROM story WHERE article = ? RETURNING lead", (id,))
    for (lead,) in rows.fetchall():
        _lead_again(connection, lead)


@contextmanager
def _regrouping(connection: Connection, ids: Collection[int]) -> Iterator[None]:
    """Keep lists and the work of rules right while articles join or leave stories."""
    with refolding(connection, joining=ids) as concerned:
        given = json_array(concerned)
        before = {*connection.execute(_REPRINTS, (given,))}
        yield
        changed = before ^ {*connection.execute(_REPRINTS, (given,))}
        queue.enqueue_for_rules(connection, [id for (id,) in changed])  # one may be for reprints


def _settle(connection: Connection, id: int, other: int | None) -> bool:
    before = _lead_of(connection, id)
    if other is not None or before is not None:
        with _regrouping(connection, {id, other or id}):
            _change(connection, id, before, other)
    return _lead_of(connection, id) != before


def _change(connection: Connection, id: int, before: int | None, other: int | None) -> None:
    """Remove an article from the story *before* and add it to that of *other*."""
    target = None if other is None else _lead_of(connection, other) or other
    if before is not None and before != target:
        _leave(connection, id)
    if target is not None:
        for each in (target, id):
            _add(connection, each, target)
        _lead_again(connection, target)


def _share_read(connection: Connection, id: int) -> None:
    """Mark the whole story of *id* as read if one article of it is."""
    rows = connection.execute(_UNREAD, (id,)).fetchall()
    if not all(unread for _, unread in rows):
        mark(connection, "unread", False, [article for article, _ in rows])


def _add(connection: Connection, id: int, lead: int) -> None:
    """Add an article to the story of *lead*, unless it is gone."""
    connection.execute(
        "INSERT OR REPLACE INTO story (article, time, lead)"
        " SELECT id, time, ? FROM article WHERE id = ?",
        (lead, id),
    )


def _lead_of(connection: Connection, id: int) -> int | None:
    row = connection.execute("SELECT lead FROM story WHERE article = ?", (id,)).fetchone()
    return None if row is None else int(row[0])


def _lead_again(connection: Connection, story: int) -> None:
    """Choose the lead of *story* again; one article alone is no story."""
    members = [_Member(*row) for row in connection.execute(_MEMBERS, (story,))]
    lead = _original(members) if members else story
    if len(members) < 2:
        connection.execute("DELETE FROM story WHERE lead = ?", (story,))
    elif lead != story:
        connection.execute("UPDATE story SET lead = ? WHERE lead = ?", (lead, story))


def _original(members: Sequence[_Member]) -> int:
    """Return whom most of the others name as their source, else the first of *members*."""
    named = Counter(
        member.id
        for member in members
        for other in members
        if other is not member and _names(other.press, member)
    )
    return max(members, key=lambda member: named[member.id]).id


def _names(press: str | None, member: _Member) -> bool:
    """Return whether 来源 *press* is the source of *member*: 松江晚报 is 松江晚报 城市新闻."""
    wanted = fold(press or "").lower()
    return len(wanted) > 2 and any(
        wanted in fold(label).lower() for label in (member.name, member.title)
    )
