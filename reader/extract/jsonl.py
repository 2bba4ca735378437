"""Articles as JSON Lines: one article a line, with its source and the reader's marks."""

from codecs import BOM_UTF8
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

import msgspec

from reader.extract.block_html import is_ours, read_blocks, write_blocks
from reader.extract.feed_entry import extent_of
from reader.extract.fragment import read_fragment
from reader.model import Block, Draft
from reader.text import dates
from reader.text.clean import clean, safe_url

_LONG = 1000
"""Characters of a headline, a name or an identity."""
_SUMMARY = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article out of a line, or for one."""

    feed: str
    """The address of its source, with credentials perhaps, or the path of a folder."""
    feed_title: str
    draft: Draft
    regions: tuple[str, ...] = ()
    """Ids or names of places; empty: the article tells."""
    read: bool = False
    starred: bool = False


class _Line(msgspec.Struct, kw_only=True):
    """A line, its fields in the order in which they are written; others are passed over."""

    feed: str
    feed_title: str | None = None
    guid: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    author: str | None = None
    source: str | None = None
    editor: str | None = None
    responsible_editor: str | None = None
    summary: str | None = None
    html: str | msgspec.UnsetType | None = msgspec.UNSET
    body: list[str] | msgspec.UnsetType | None = msgspec.UNSET
    regions: list[str] | None = None
    read: bool | None = None
    starred: bool | None = None


_decoder = msgspec.json.Decoder(_Line)


def read_item(line: bytes, *, now: datetime | None = None) -> Item | None:
    """Give the article of a *line*; None where it is none: no JSON, wrong types, no words.

    *now* is what times such as 昨天 count back from.
    """
    try:
        found = _decoder.decode(line.removeprefix(BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    draft, feed = _draft(found, now), _feed(found.feed)
    if not draft.headline or not feed:
        return None
    return Item(
        feed=feed,
        feed_title=_short(found.feed_title),
        draft=draft,
        regions=tuple(_short(region) for region in found.regions or ()),
        read=bool(found.read),
        starred=bool(found.starred),
    )


def write_item(item: Item) -> bytes:
    """Give the line of an article, with its end."""
    draft = item.draft
    is_plain = all(block.kind == "paragraph" and not block.spans for block in draft.blocks)
    line = _Line(
        feed=item.feed,
        feed_title=item.feed_title,
        guid=draft.guid,
        url=draft.url,
        title=draft.headline,
        published=draft.published,
        author=draft.author,
        source=draft.source,
        editor=draft.editor,
        responsible_editor=draft.responsible_editor,
        summary=draft.summary,
        html=msgspec.UNSET if is_plain else write_blocks(draft.blocks),
        body=[block.text for block in draft.blocks] if is_plain else msgspec.UNSET,
        regions=list(item.regions),
        read=item.read,
        starred=item.starred,
    )
    return msgspec.json.encode(line) + b"\n"


def _feed(text: str) -> str:
    """Give the address, or the path where it is an absolute one; empty for anything else."""
    is_path = PurePath(text).is_absolute() and len(text) <= _LONG and clean(text) == text
    return safe_url(text) or (text if is_path else "")


def _draft(line: _Line, now: datetime | None) -> Draft:
    url = safe_url(line.url or "")
    blocks = _blocks(line, url)
    texts = [block.text for block in blocks if block.kind != "figure" and block.text]
    summary = clean((line.summary or "")[:_SUMMARY])
    draft = Draft(
        headline=_short(line.title) or _short(next(iter(texts), "")),
        url=url,
        guid=_short(line.guid),
        published=dates.parse(line.published[:_LONG], now=now, url=url) if line.published else None,
        source=_short(line.source) or None,
        author=_short(line.author) or None,
        editor=_short(line.editor) or None,
        responsible_editor=_short(line.responsible_editor) or None,
        summary=summary,
        blocks=blocks,
    )
    return replace(draft, extent=extent_of(texts, len(summary), True))


def _blocks(line: _Line, url: str) -> tuple[Block, ...]:
    if line.html:
        return read_blocks(line.html) if is_ours(line.html) else read_fragment(line.html, url)
    return tuple(Block("paragraph", text) for text in map(clean, line.body or ()) if text)


def _short(text: str | None) -> str:
    return clean((text or "")[:_LONG])
