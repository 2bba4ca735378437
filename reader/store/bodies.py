"""The bodies of articles: the packed rest of their drafts, one row each in one of two tables.

While a refresh goes on there is no time to compress them: what comes then waits in `fresh` as it
is, and the queue moves it to `body`. Compressed in place it would leave half of each page empty;
so the pages of `fresh` serve the next refresh, and those of `body` are full.
"""

from collections.abc import Iterable, Sequence

import msgspec

from reader.store import codec
from reader.store.database import Connection

CONTENT = (
    "coalesce((SELECT content FROM body WHERE body.article = article.id),"
    " (SELECT content FROM fresh WHERE fresh.article = article.id))"
)
"""The SQL for the body of the row ``article``; NULL where it has none."""
TABLES = ("body", "fresh")
"""Where an article's row may be, in the column ``article``."""
_PLAIN = """
    SELECT article, content FROM fresh WHERE article IN (SELECT value FROM json_each(:ids))
    UNION ALL
    SELECT article, content FROM body WHERE article IN (SELECT value FROM json_each(:ids))
    AND substr(content, 1, 1) = :plain
"""


def add(connection: Connection, bodies: Iterable[tuple[int, bytes]], *, fresh: bool) -> None:
    """Keep the packed bodies of new articles: *fresh* ones plain, until `settle`."""
    table, given = "fresh", bodies
    if not fresh:
        table, given = "body", ((id, codec.compress(content)) for id, content in bodies)
    connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", given)


def replace(connection: Connection, id: int, content: bytes) -> None:
    """Give an article another packed body, which is fresh again."""
    connection.execute("DELETE FROM body WHERE article = ?", (id,))
    connection.execute("INSERT OR REPLACE INTO fresh VALUES (?, ?)", (id, content))


def settle(connection: Connection, ids: Sequence[int]) -> None:
    """Compress the bodies of articles that are not so yet, and move them where they stay.

    Before there was `fresh`, plain ones were in `body` too.
    """
    given = msgspec.json.encode(sorted(ids)).decode()
    plain = connection.execute(_PLAIN, {"ids": given, "plain": codec.PLAIN}).fetchall()
    connection.executemany(
        "INSERT OR REPLACE INTO body VALUES (?, ?)",
        [(id, codec.compress(content)) for id, content in plain],
    )
    connection.execute(
        "DELETE FROM fresh WHERE article IN (SELECT value FROM json_each(?))", (given,)
    )
