"""A stored article's draft: columns for what queries name, a packed body for the rest."""

from msgspec.structs import replace

from reader.model import Draft, Extent
from reader.store import bodies, codec
from reader.store.database import Connection

COLUMNS = (
    "extent",
    "headline",
    "url",
    "published",
    "press",
    "author",
    "editor",
    "responsible_editor",
)
"""The columns of `article` that belong to its draft; `press` is the draft's source (来源)."""
OF_IDS = f"""
    SELECT article.id, {", ".join(COLUMNS)}, {bodies.CONTENT}
    FROM json_each(?) AS asked CROSS JOIN article ON article.id = asked.value
"""
"""The query for what `restore` needs of the articles whose ids it is given as JSON, and the ids."""


def row(draft: Draft) -> tuple[str | None, ...]:
    """Give the values of `COLUMNS`."""
    return (
        draft.extent,
        draft.headline,
        draft.url,
        draft.published,
        draft.source,
        draft.author,
        draft.editor,
        draft.responsible_editor,
    )


def restore(
    extent: Extent,
    headline: str,
    url: str,
    published: str | None,
    press: str | None,
    author: str | None,
    editor: str | None,
    responsible_editor: str | None,
    content: bytes | None,
) -> Draft:
    """Give the draft of `COLUMNS` and the packed body. Raises Garbled."""
    return codec.unpack(
        content,
        Draft(
            extent=extent,
            headline=headline,
            url=url,
            published=published,
            source=press,
            author=author,
            editor=editor,
            responsible_editor=responsible_editor,
        ),
    )


def load(connection: Connection, id: int) -> Draft:
    """Give the draft of an article. Raises KeyError and Garbled."""
    values = connection.execute(
        f"SELECT {', '.join(COLUMNS)}, {bodies.CONTENT} FROM article WHERE id = ?",
        (id,),
    ).fetchone()
    if values is None:
        raise KeyError(id)
    return restore(*values)


def save(connection: Connection, id: int, draft: Draft) -> None:
    """Replace the draft of an article."""
    connection.execute(
        f"UPDATE article SET {', '.join(f'{name} = ?' for name in COLUMNS)} WHERE id = ?",
        (*row(draft), id),
    )
    bodies.replace(connection, id, codec.pack(draft))


def completed(entry: Draft, full: Draft) -> Draft:
    """Give what a source lists as *entry* with the text of *full*.

    The entry's own fields stand; what it leaves out is filled. Its headline stands too, unless it
    was cut off: it ends in an ellipsis, or the other begins with it.
    """
    stated = {
        name: getattr(entry, name)
        for name in ("url", "guid", "summary", *_CREDITS)
        if getattr(entry, name)
    }
    if not _is_cut_off(entry.headline, full.headline):
        stated["headline"] = entry.headline
    return replace(full, **stated)


_CREDITS = (
    "published",
    "source",
    "author",
    "editor",
    "responsible_editor",
    "photographer",
    "original_title",
    "kicker",
    "subtitle",
)


def _is_cut_off(headline: str, whole: str) -> bool:
    return bool(whole) and (whole.startswith(headline) or headline.endswith(("…", "...")))
