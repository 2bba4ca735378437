"""JSON Feed 1.0 and 1.1, as https://jsonfeed.org/version/1.1 describes them.

A field of the wrong type counts as absent. Titles and summaries are read as those of the other
feeds, though here they should hold no markup: much software fills both from one source.
"""

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

import msgspec

from reader.errors import NotAFeed
from reader.extract.feeds.entry import RawEntry, RawFeed, is_picture, items_in, text_in

_GAP = re.compile(r"[\s,:]*")
_DIGITS = 100
"""A longer number is none that means anything, and its value as an int takes for ever."""


class _Top(msgspec.Struct):
    """A feed whose items are still text: of a long feed they take up much less so."""

    version: Any = None
    title: Any = None
    home_page_url: Any = None
    author: Any = None
    authors: Any = None
    items: msgspec.Raw = msgspec.Raw(b"[]")


def _number(digits: str) -> int | float:
    return int(digits) if len(digits) <= _DIGITS else float(digits)


_json = json.JSONDecoder(strict=False, parse_int=_number)
_top = msgspec.json.Decoder(_Top)
_list = msgspec.json.Decoder(list[msgspec.Raw])


def read(text: str, name: str, limit: int) -> RawFeed:
    """Read at most *limit* entries of *text*, which errors call *name*, as they are taken.

    A feed that is cut off keeps the whole entries before the cut. Raises NotAFeed.
    """
    feed, items, is_cut = _decode(text)
    if "jsonfeed.org/version/" not in text_in(feed, "version"):
        raise NotAFeed(name=name)
    authors = _authors(feed)
    found = (item for item in map(_item, items) if isinstance(item, dict))
    return RawFeed(
        title=text_in(feed, "title"),
        link=text_in(feed, "home_page_url"),
        entries=(_entry(item, authors) for item in islice(found, limit)),
        is_cut=is_cut,
    )


def _decode(text: str) -> tuple[dict[str, Any], list[Any], bool]:
    """Return the fields of *text*, its items, and whether its end was not read."""
    try:
        top = _top.decode(text)
        return msgspec.structs.asdict(top), list(_list.decode(top.items)), False
    except (ValueError, RecursionError):
        feed, is_cut = _decode_before_cut(text)
        return feed, items_in(feed, "items"), is_cut


def _decode_before_cut(text: str) -> tuple[dict[str, Any], bool]:
    """Return the whole fields of *text* and its whole items, and whether its end was not read.

    Where msgspec fails, json still takes control characters in strings and halves of surrogates.
    """
    feed: dict[str, Any] = {}
    at = _behind_gap(text, text.index("{") + 1)
    with suppress(ValueError, RecursionError):
        while not text.startswith("}", at):
            key, at = _value(text, at)
            if key == "items" and text.startswith("[", at):
                items = feed["items"] = list[Any]()
                at = _behind_gap(text, at + 1)
                while not text.startswith("]", at):
                    item, at = _value(text, at)
                    items.append(item)
                at = _behind_gap(text, at + 1)
            else:
                feed[str(key)], at = _value(text, at)
        return feed, False
    return feed, True


def _value(text: str, at: int) -> tuple[Any, int]:
    """Return the value at *at* and where the next one is. Raises ValueError, RecursionError."""
    value, end = _json.raw_decode(text, at)
    return value, _behind_gap(text, end)


def _behind_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _item(item: Any) -> Any:
    if not isinstance(item, msgspec.Raw):
        return item
    try:
        return msgspec.json.decode(item)
    except (ValueError, RecursionError):
        with suppress(ValueError, RecursionError):
            return _json.decode(bytes(item).decode("utf-8", "replace"))
    return None


def _entry(item: dict[str, Any], authors: list[str]) -> RawEntry:
    """Take what we need out of an item; *authors* are those of the feed."""
    guid = _guid(item)
    address = text_in(item, "url") or text_in(item, "external_url")
    words = html.escape(text_in(item, "content_text"))
    return RawEntry(
        title=text_in(item, "title"),
        link=address or (guid if guid.startswith("http") else ""),
        guid=guid,
        authors=_authors(item) or authors,
        dates=[text_in(item, "date_published"), text_in(item, "date_modified")],
        summary=text_in(item, "summary"),
        content=text_in(item, "content_html") or words,
        images=list(_images(item)),
    )


def _guid(item: dict[str, Any]) -> str:
    """Return the id; version 1.0 allowed numbers."""
    value = item.get("id")
    return str(value) if type(value) in (int, float) else text_in(item, "id")


def _authors(holder: dict[str, Any]) -> list[str]:
    """Return the names of the authors, or of the one author of version 1.0."""
    authors = items_in(holder, "authors") or [holder.get("author")]
    return [name for author in authors if (name := text_in(author, "name"))]


def _images(item: dict[str, Any]) -> Iterator[str]:
    if image := text_in(item, "image") or text_in(item, "banner_image"):
        yield image
    for attachment in items_in(item, "attachments"):
        address = text_in(attachment, "url")
        if address and is_picture(text_in(attachment, "mime_type"), "", address):
            yield address
