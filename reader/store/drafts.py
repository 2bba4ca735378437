"""How a draft is stored: columns for what queries name, and a packed body for the rest.

A body is one row in one of two tables. During a refresh there is no time to compress: what comes in
is stored as it is, in `fresh`, and the queue moves it to `body` later. Compressed in place it would
leave half of each page empty; this way the pages of `fresh` serve the next refresh, and those of
`body` are full.
"""

import zlib
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

import msgspec
from msgspec.structs import replace

from reader.model import STATED, Block, BlockKind, Draft, Image, ListItem, Masthead, Span
from reader.store.database import Connection, json_array
from reader.store.files import Garbled
from reader.text.comparison import resemblance
from reader.text.dates import epoch
from reader.text.likeness import says_less, wording_of

_FIELDS = (
    "extent",
    "headline",
    "url",
    "published",
    "source",
    "author",
    "editor",
    "responsible_editor",
    "page",
)
COLUMNS = tuple("press" if field == "source" else field for field in _FIELDS)
"""The columns of `article` that belong to its draft; `press` is the draft's source (来源), while
`source` is where the article came from."""
BODY_TABLES = ("body", "fresh")
"""Where an article's body may be, by the column ``article``."""
SELECTED = (
    f"{', '.join(COLUMNS)},"
    " coalesce((SELECT content FROM body WHERE body.article = article.id),"
    " (SELECT content FROM fresh WHERE fresh.article = article.id))"
)
"""SQL for what `restore` takes of the row ``article``."""
BY_IDS = f"""
    SELECT article.id, {SELECTED}
    FROM json_each(?) AS asked CROSS JOIN article ON article.id = asked.value
"""
"""The query, by a JSON array of ids, for each article's id and what `restore` takes."""

DAY = 86400
PLAIN = b"["
"""The first byte of a body that is not compressed; a deflated one begins with an ``x``."""

_column_values = attrgetter(*_FIELDS)


class _Block(msgspec.Struct, array_like=True):
    kind: BlockKind
    text: str
    spans: tuple[Span, ...] = ()
    image: Image | None = None
    level: int = 0
    items: tuple[ListItem, ...] = ()


class _Body(msgspec.Struct, array_like=True):
    # By position. A field may be added at the end, with a default for bodies stored before.
    guid: str
    photographer: str | None
    original_title: str | None
    summary: str
    blocks: tuple[_Block, ...]
    notes: tuple[str, ...]
    pages: tuple[str, ...]
    masthead: Masthead | None
    kicker: str | None = None
    subtitle: str | None = None
    cut: bool = False
    breadcrumb: str = ""


_bodies = msgspec.json.Decoder(_Body)


def column_values(draft: Draft) -> tuple[str | None, ...]:
    """Return the values of `COLUMNS`."""
    values: tuple[str | None, ...] = _column_values(draft)
    return values


def restore(*selected: Any) -> Draft:
    """Return the draft of what `SELECTED` selects. Raises Garbled."""
    *columns, content = selected
    return unpack(content, Draft(**dict(zip(_FIELDS, columns, strict=True))))


def load(connection: Connection, id: int) -> Draft:
    """Return the draft of an article. Raises KeyError, Garbled."""
    row = connection.execute(f"SELECT {SELECTED} FROM article WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise KeyError(id)
    return restore(*row)


def save(connection: Connection, id: int, draft: Draft) -> None:
    """Replace the draft of an article."""
    connection.execute(
        f"UPDATE article SET {', '.join(f'{name} = ?' for name in COLUMNS)} WHERE id = ?",
        (*column_values(draft), id),
    )
    connection.execute("DELETE FROM body WHERE article = ?", (id,))
    connection.execute("INSERT OR REPLACE INTO fresh VALUES (?, ?)", (id, pack(draft)))


def add_bodies(
    connection: Connection, drafts: Iterable[tuple[int, Draft]], *, compressed: bool
) -> None:
    """Store the bodies of new articles, *compressed* at once or later, by `compress_bodies`."""
    table, packed = "fresh", ((id, pack(draft)) for id, draft in drafts)
    if compressed:
        table, packed = "body", ((id, compress(content)) for id, content in packed)
    connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", packed)


def compress_bodies(connection: Connection, ids: Sequence[int]) -> None:
    """Compress the bodies of articles that were stored without, and move them to `body`."""
    taken = connection.execute(
        "DELETE FROM fresh WHERE article IN (SELECT value FROM json_each(?))"
        " RETURNING article, content",
        (json_array(ids),),
    ).fetchall()
    connection.executemany(
        "INSERT OR REPLACE INTO body VALUES (?, ?)",
        [(id, compress(content)) for id, content in sorted(taken)],
    )


def pack(draft: Draft) -> bytes:
    """Return the fields of *draft* that no column holds, as JSON."""
    packed = {name: getattr(draft, name) for name in _Body.__struct_fields__}
    packed["blocks"] = [_shortened(block) for block in draft.blocks]
    return msgspec.json.encode([*packed.values()])


def _shortened(block: Block) -> tuple[object, ...]:
    if block.level or block.items:
        return block.kind, block.text, block.spans, block.image, block.level, block.items
    if block.spans or block.image:
        return block.kind, block.text, block.spans, block.image
    return block.kind, block.text


def compress(content: bytes) -> bytes:
    """Return what `pack` made in a third of the space; it takes ten times as long as packing.

    GB18030 encodes every character, a Han character in two bytes: deflated, the text is a fifth
    smaller than from UTF-8, and takes less time. Higher levels than 1 gain 2%.
    """
    if not content.startswith(PLAIN):
        return content
    return zlib.compress(content.decode().encode("gb18030"), 1)


def unpack(content: bytes | None, draft: Draft) -> Draft:
    """Return *draft* with the fields that `pack` packed, compressed or not.

    Raises Garbled, for None too: there is no body.
    """
    if content is None:
        raise Garbled("no body")
    try:
        if content.startswith(PLAIN):
            body = _bodies.decode(content)
        else:
            body = _bodies.decode(zlib.decompress(content).decode("gb18030"))
    except (zlib.error, UnicodeError, msgspec.DecodeError) as error:
        raise Garbled(str(error)) from error
    packed = msgspec.structs.asdict(body)
    packed["blocks"] = tuple(
        Block(b.kind, b.text, b.spans, b.image, b.level, b.items) for b in body.blocks
    )
    return replace(draft, **packed)


def digest(draft: Draft) -> str:
    """Return 16 hexadecimal digits that change when a reader would call the entry edited.

    Its words count, its credits, and the day. The time of day and addresses do not: some sources
    state another minute, or another token in a picture's address, at every visit.
    """
    stated = (
        draft.headline,
        draft.source,
        draft.author,
        draft.editor,
        draft.responsible_editor,
        draft.photographer,
        draft.published and draft.published[:10],
        draft.summary,
    )
    texts = [text or "" for text in stated]
    for block in draft.blocks:
        texts += (block.kind, block.text)
    from hashlib import sha256  # not before first paint: it loads all of OpenSSL

    # Processors have instructions for it: it takes a third of BLAKE2's time.
    return sha256("\0".join(texts).encode()).hexdigest()[:16]


def listed_at(draft: Draft, found: int) -> int:
    """Return the epoch second by which *draft* is listed: as published, else as it was *found*.

    What was found was published by then: a time more than a day after that is none. An article of a
    newspaper keeps its place on its page.
    """
    published = found if draft.published is None or draft.page else epoch(draft.published)
    return published if published <= found + DAY else found


def completed(entry: Draft, full: Draft) -> Draft:
    """Return what a source lists as *entry* with the text of *full*.

    What the entry states stays, the rest is filled in: of a day its time too, unless it is that of
    a newspaper. Its headline stays too, unless it was cut off: it ends in an ellipsis, or the other
    one begins with it.
    """
    stated = {
        name: getattr(entry, name)
        for name in ("url", "guid", "page", "summary", *STATED)
        if getattr(entry, name)
    }
    if entry.page is None and _is_day_of(entry.published, full.published):
        stated["published"] = full.published
    if not _is_cut_off(entry.headline, full.headline):
        stated["headline"] = entry.headline
    return replace(full, **stated)


def says_less_than(draft: Draft, stored: Draft, headline: str = "") -> bool:
    """Return whether *draft* has less of an article than what is *stored* of it.

    *headline* is what the article is called by now, if that has changed.
    """
    article = replace(stored, headline=headline) if headline else stored
    return says_less(wording_of(draft), wording_of(article))


def revised(stored: Draft, page: Draft, entry: Draft | None) -> Draft:
    """Return what is to be stored of an article that is here whole, whose *page* was read again.

    *entry* is what its source lists now, if that has changed. All of it comes from this reading or
    nothing does: *stored* stands where the page goes by its headline still, over the same text.
    """
    if entry is None:
        if "".join(page.body).startswith("".join(stored.body)):
            return completed(stored, page)
        entry = Draft(
            headline="" if page.headline else stored.headline,
            url=stored.url,
            guid=stored.guid,
            page=stored.page,
            published=None if page.published else stored.published,
        )
    elif page.body == stored.body and _is_called(page.headline, stored.headline, entry.headline):
        return stored
    return completed(entry, page)


def _is_called(headline: str, one: str, other: str) -> bool:
    """Return whether *headline* is rather the *one* than the *other*."""
    return resemblance(headline, one) > resemblance(headline, other)


def _is_day_of(day: str | None, moment: str | None) -> bool:
    return bool(day and moment and len(day) == len("2019-12-20") and moment.startswith(day))


def _is_cut_off(headline: str, whole: str) -> bool:
    return bool(whole) and (whole.startswith(headline) or headline.endswith(("…", "...")))
