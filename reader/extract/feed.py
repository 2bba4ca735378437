"""Feeds from bytes: RSS and Atom by the strict reader or else by the loose one, and JSON Feed."""

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice

from msgspec.structs import replace

from reader.errors import EmptyInput, InputError, NotAFeed
from reader.extract.decode import Decoded, declaration, decoded, repair
from reader.extract.feeds import json_feed, loose, strict
from reader.extract.feeds.entry import LONG_TITLE, RawFeed, plain, read_entry
from reader.model import Draft, Feed
from reader.text.clean import display_url, safe_url

MAX_ENTRIES = 100_000
PART = 1_000
"""Entries that `parse_feed_in_parts` yields at once: a few milliseconds to take over."""
LENGTH = 32_000_000
"""Characters that are read of a feed at most."""
HEAD = 20_000
"""Characters within which a feed begins, behind its declarations or the warnings of a server."""

_ROOT = re.compile(r"<((?:[A-Za-z][\w.-]*:)?(?:rss|feed|rdf))(?=[\s>])", re.IGNORECASE)
_ENTRY = re.compile(r"<((?:[A-Za-z][\w.-]*:)?(?:item|entry))(?=[\s>])", re.IGNORECASE)
_EMPTY = re.compile(r"[^>]*/>")
_CLOSED = re.compile(r"\s*>")
_HTML = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)


def parse_feed(
    data: bytes, url: str = "", *, charset: str | None = None, now: datetime | None = None
) -> Feed:
    """Read a feed that came from *url* with the *charset* that HTTP declared.

    Entries keep their order, `MAX_ENTRIES` at most; a feed that is cut off, or longer than
    `LENGTH`, has ``is_cut`` and the whole entries before the cut. ``extent`` is "full" where the
    entry carries the article, "summary" where a part of it, "head" where no text. *now* is what
    relative dates count from.

    Raises EmptyInput, NotText, NotAFeed.
    """
    name = display_url(url) or "这段内容"
    return _made(_read(data, charset, name), url, now)


def join_parts(parts: Iterable[Feed]) -> Feed:
    """Return the feed that `parse_feed_in_parts` yielded in *parts*."""
    feed, entries = Feed(), list[Draft]()
    for feed in parts:
        entries += feed.entries
    return replace(feed, entries=tuple(entries))


def parse_feed_in_parts(
    data: bytes, url: str, *, charset: str | None = None, now: datetime | None = None
) -> Iterator[Feed]:
    """Do what `parse_feed` does, some entries at a time, for `join_parts`.

    In this way a long feed is never in the memory twice.
    """
    name = display_url(url)
    raw = _read(data, charset, name)
    del data
    entries = _entries(raw, url, now)
    while part := tuple(islice(entries, PART)):
        yield Feed(entries=part)
    yield _made(replace(raw, entries=()), url, now)


def parse_clean_feed(
    data: bytes, url: str = "", *, charset: str | None = None, now: datetime | None = None
) -> Feed | None:
    """Do what `parse_feed` does for clean RSS and Atom; return None for everything else.

    Its time is linear in the length of *data*, whatever that holds.
    """
    name = display_url(url)
    with suppress(strict.NotStrict, InputError):
        return _made(_read_utf8(data, charset, name), url, now)
    with suppress(strict.NotStrict, InputError):
        found = _decode(data, charset, name)
        root, is_cut = _root(found.text, name, LENGTH)
        raw = strict.read(found.text[root], MAX_ENTRIES, is_cut=is_cut)
        raw.charset_declared, raw.charset_used = found.declared, found.used
        return _made(raw, url, now)
    return None


def _read_utf8(data: bytes, charset: str | None, name: str) -> RawFeed:
    """Read a clean feed in UTF-8 as it is, which saves decoding it and encoding it again.

    Raises NotAFeed, and NotStrict for another charset too.
    """
    # The ASCII of it, each byte at its place.
    root, is_cut = _root(data.decode("latin-1"), name, LENGTH)
    raw = strict.read(data[root], MAX_ENTRIES, is_cut=is_cut)
    raw.charset_used = "utf-8"
    raw.charset_declared = declaration(data, declared=charset, kind="xml")
    return raw


def _decode(data: bytes, charset: str | None, name: str) -> Decoded:
    with suppress(UnicodeDecodeError):
        if data[:9].strip().startswith((b"<", b"{", codecs.BOM_UTF8)) and b"\0" not in data:
            text = data.decode("utf-8-sig")  # as `decoded` does, in half the time
            return Decoded(text, "utf-8", declaration(data, declared=charset, kind="xml"))
    return decoded(data, declared=charset, kind="xml", name=name)


def _made(raw: RawFeed, url: str, now: datetime | None) -> Feed:
    entries = tuple(_entries(raw, url, now))
    return Feed(
        title=plain(raw.title, LONG_TITLE),
        site_url=safe_url(raw.link, url),
        entries=entries,
        is_cut=raw.is_cut,
        charset_declared=raw.charset_declared,
        charset_used=raw.charset_used,
    )


def _entries(raw: RawFeed, url: str, now: datetime | None) -> Iterator[Draft]:
    for entry in raw.entries:
        draft = read_entry(entry, url or safe_url(raw.link), now)
        if draft is not None:
            yield draft


def _root(text: str, name: str, limit: int) -> tuple[slice, bool]:
    """Return where the root element of *text* is, and whether it is cut off, if only at *limit*.

    The DOCTYPE with its entities and whatever a server writes before or behind the feed go, and of
    a feed that is cut off the entry with the cut. Raises NotAFeed for none, or HTML around it.
    """
    root = _ROOT.search(text, 0, HEAD)
    if root is None or _HTML.search(text, 0, root.start()):
        raise NotAFeed(name=name)
    start, stop = root.start(), min(len(text), root.start() + limit)
    if end := _end(text, root[1], start, stop):
        return slice(start, end), False
    first = _ENTRY.search(text, start, stop)
    if first is None:
        return slice(start, stop), _EMPTY.match(text, start, stop) is None
    return slice(start, _end(text, first[1], first.end(), stop) or first.start()), True


def _end(text: str, name: str, start: int, stop: int) -> int:
    """Return where the last end tag *name* of *text* ends, 0 if there is none.

    One in a CDATA section is text. The time is linear: no part of the text is searched twice.
    """
    for tag in dict.fromkeys((f"</{name}", f"</{name.lower()}", f"</{name.upper()}")):
        at = stop
        while (at := text.rfind(tag, start, at)) >= 0:
            closed = _CLOSED.match(text, at + len(tag), stop)
            if closed is None:
                continue
            section = text.find("<![CDATA[", max(start, text.rfind("]]>", start, at)), at)
            if section < 0:
                return closed.end()
            at = section
    return 0


def _read(data: bytes, charset: str | None, name: str) -> RawFeed:
    found = _decode(data, charset, name)
    declared, used, text = found.declared, found.used, [found.text]
    del found
    raw = _parsed(text, name)
    raw.charset_declared, raw.charset_used = declared, used
    return raw


def _parsed(taken: list[str], name: str) -> RawFeed:
    """Parse the text that is *taken* out of the list, so that a long one is there only once."""
    text = taken.pop()
    if not text[:HEAD].strip() and not text.strip():
        raise EmptyInput(name=name)
    if text[:HEAD].lstrip().startswith("{"):
        return json_feed.read(text[:LENGTH], name, MAX_ENTRIES)
    root, is_cut = _root(text, name, LENGTH)
    text = text[root]
    with suppress(strict.NotStrict):
        return strict.read(text, MAX_ENTRIES, is_cut=is_cut)
    text = repair(text)
    with suppress(strict.NotStrict):
        return strict.read(text, MAX_ENTRIES, is_cut=is_cut)
    if len(text) > loose.LENGTH:
        root, is_cut = _root(text, name, loose.LENGTH)
        text = text[root]
    raw = loose.read(text, name, MAX_ENTRIES)
    raw.is_cut = is_cut
    return raw
