"""Whether a database holds what zhnews puts there: SQLite knows no more than its own types."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

import msgspec
from msgspec import Struct

from reader.model import Article
from reader.store.archive import Archive
from reader.store.articles import Articles
from reader.store.database import Database
from reader.store.rules import Rules
from reader.store.sources import Sources
from reader.text.dates import CST

_COLUMNS = """
    SELECT tables.name, columns.name FROM pragma_table_list AS tables
    JOIN pragma_table_info(tables.name) AS columns WHERE tables.strict AND columns.type = 'TEXT'
"""

_COUNTS = {
    "source_count": "SELECT count(*) FROM article WHERE article.source = source_count.source",
    "place_count": "SELECT count(*) FROM place WHERE place.region = place_count.region",
}
"""Tables of counts, and how many articles each can be of at most: muted ones are not counted."""


def unreadable(database: Database) -> Iterator[str]:
    """Yield what cannot be read of a *database* that is whole to SQLite, its tables up to date.

    The text that is not UTF-8, by column; counts that cannot be; sources and rules that are none;
    each article that is none. A million articles take minutes. Raises StoreError.
    """
    for table, column in database.select(_COLUMNS):
        blobs = database.each(f"SELECT CAST({column} AS BLOB) FROM {table}")
        if wrong := sum(blob is not None and not _is_text(blob) for (blob,) in blobs):
            yield f"{table}.{column}: not UTF-8 ({wrong})"
    for table, most in _COUNTS.items():
        can_be = f"unread BETWEEN 0 AND total AND total <= ({most})"
        if wrong := database.number(f"SELECT count(*) FROM {table} WHERE NOT ({can_be})"):
            yield f"{table}: not possible ({wrong})"
    for name, read in (("source", Sources(database).all), ("rule", Rules(database).all)):
        if not _are_sound(read):
            yield f"{name}: not readable"
    articles = Articles(database)
    for ids in Archive(database).ids():
        if not _are_sound(partial(articles.whole, ids)):
            broken = (id for id in ids if not _are_sound(partial(articles.whole, [id])))
            yield from (f"article {id}: not readable" for id in broken)


def _is_text(blob: bytes) -> bool:
    try:
        blob.decode()
    except UnicodeDecodeError:
        return False
    return True


def _are_sound(read: Callable[[], Sequence[Struct]]) -> bool:
    """Tell whether records can be read, and all their fields are of their types."""
    try:
        for record in read():
            msgspec.convert(msgspec.to_builtins(record), type(record))
            if isinstance(record, Article):
                datetime.fromtimestamp(record.head.time, CST)
    except Exception:  # whatever one stumbles over there, so would the reader
        return False
    return True
