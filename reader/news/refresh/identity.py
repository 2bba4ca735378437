"""The identity of articles: which drafts of a source are new, and which are edits of stored ones.

Pure. An article's identity is (source, guid), else its canonical link. A guid or a link that
several articles of one list share does not identify them alone: the headline is added to it. A feed
that gives all its articles new guids does not duplicate them, since they are still recognised by
their links, or else by headline and time.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

from msgspec import Struct

from reader.model import Draft
from reader.store.articles import Known, Put
from reader.store.drafts import digest
from reader.store.placement import Placed
from reader.text.dates import epoch

DAY = 86400
KEY_LENGTH = 250
NEWEST = 500
"""The source's newest articles, among which a draft without time and link is looked up."""
_PLAIN = re.compile(r"https?://([a-z0-9.-]+(?::(?!80/|443/|0)[1-5]?\d{1,4})?/[!-\"$-~]*(?<!\?))")
"""Addresses that are canonical except for their scheme, as most are, unless with ``utm_``."""


class Entry(Struct, frozen=True):
    """A draft with what it can be recognised by."""

    draft: Draft
    key: str
    """Its identity within its source."""
    other_key: str
    """Its identity if its guid were shared where it is not, or the other way round."""
    shared: bool
    """Whether other articles of the list have its guid, so that its key includes the headline."""
    url_key: str
    """The canonical link, empty where that does not identify one article."""

    @property
    def keys(self) -> tuple[str, str]:
        """All keys under which the store may know it."""
        return self.key, self.other_key


def canonical(url: str) -> str:
    """Return the canonical form of an address: without scheme, ``utm_*`` and fragment.

    >>> canonical("HTTPS://News.example/a?id=7&utm_source=rss#top")
    'news.example/a?id=7'

    Empty for anything but an http or https address.
    """
    plain = _PLAIN.fullmatch(url)
    if plain and "utm_" not in url:
        return plain[1]
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    host = parts.hostname if port in (None, 80, 443) else f"{parts.hostname}:{port}"
    query = parts.query
    if "utm_" in query:
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([pair for pair in pairs if not pair[0].startswith("utm_")])
    return f"{host}{parts.path or '/'}{'?' if query else ''}{query}"


def identify(drafts: Sequence[Draft]) -> list[Entry]:
    """Return *drafts*, one list of one source, with their identities and without repetitions."""
    links = [_article_link(draft.url) for draft in drafts]
    shared_links = _shared(zip(links, drafts, strict=True))
    links = ["" if link in shared_links else link for link in links]
    bases = [draft.guid or canonical(draft.url) for draft in drafts]
    shared_bases = _shared(zip(bases, drafts, strict=True)) | {""}
    entries: list[Entry] = []
    keys, seen_links = set[str](), set[str]()
    for draft, base, link in zip(drafts, bases, links, strict=True):
        plain, titled = _short(base), _short(f"{base}\n{draft.headline}")
        shared = base in shared_bases
        key, other = (titled, plain) if shared else (plain, titled)
        if key not in keys and (not link or link not in seen_links):
            entries.append(Entry(draft, key, other, shared, link))
        keys.add(key)
        seen_links.add(link)
    return entries


def unfound(entries: Sequence[Entry], known: Sequence[Known]) -> tuple[Collection[int], int]:
    """Return where else to look up the entries whose key and link are not among *known*.

    That is the times they state, in epoch seconds, and how many of the newest articles.
    """
    found = _by_name(entries, known)
    unknown = [entry for entry, item in zip(entries, found, strict=True) if item is None]
    if any(found):
        unknown = [entry for entry in unknown if not entry.url_key]
    times = {epoch(stated) for entry in unknown if (stated := entry.draft.published)}
    undated = any(not entry.url_key and not entry.draft.published for entry in unknown)
    return times, NEWEST if undated else 0


def decide(
    entries: Sequence[Entry],
    known: Sequence[Known],
    *,
    now: datetime,
    place: Callable[[Draft], Placed],
) -> list[Put]:
    """Return what to write to the store: new articles and edited ones, the oldest first.

    *known* are the source's stored articles with any of the entries' keys or links; *place* returns
    where a draft belongs. Unchanged articles are left out. Entries that state no time are from
    *now*, in the order of their list.
    """
    moment = int(now.timestamp())
    puts = []
    for entry, stored in zip(entries, _matches(entries, known), strict=True):
        if stored is not None and stored.digest == digest(entry.draft):
            continue
        placed = place(entry.draft)
        puts.append(
            Put(
                draft=entry.draft,
                time=_time(entry.draft, moment, stored),
                placement=placed.placement,
                places=placed.places,
                key=entry.key,
                url_key=entry.url_key,
                id=None if stored is None else stored.id,
            )
        )
    return puts[::-1]


def stored_by_name(drafts: Sequence[Draft], known: Sequence[Known]) -> list[Known | None]:
    """Return the stored article of each of *drafts*, repetitions too, by its key or its link."""
    entries = identify(drafts)
    found = {
        id(entry.draft): item for entry, item in zip(entries, _by_name(entries, known), strict=True)
    }
    return [
        found[id(draft)] if id(draft) in found else _by_name(identify([draft]), known)[0]
        for draft in drafts
    ]


def _matches(entries: Sequence[Entry], known: Sequence[Known]) -> list[Known | None]:
    """Return the stored article of each entry: by key, by link, else by content."""
    found = _by_name(entries, known)
    taken = {item.id for item in found if item is not None}
    renamed = not taken
    by_looks: dict[object, list[Known]] = defaultdict(list)
    for item in known if None in found else ():
        if item.id not in taken:
            by_looks[item.headline, item.time].append(item)
            by_looks[item.digest].append(item)
    for place, entry in enumerate(entries):
        if found[place] is None and (alike := _alike(entry, by_looks, renamed)):
            item = alike[0]
            by_looks[item.headline, item.time].remove(item)
            by_looks[item.digest].remove(item)
            found[place] = item
    return found


def _alike(entry: Entry, by_looks: dict[object, list[Known]], renamed: bool) -> list[Known]:
    """Return the stored articles that look like *entry*, which shares no key or link with any.

    *renamed*: no entry of the list does, as where a feed makes up new guids and addresses for each
    request. Otherwise a different link means a different article, even one that looks the same.
    """
    published = entry.draft.published
    if published is None:
        found = [] if entry.url_key else by_looks[digest(entry.draft)]
    elif entry.url_key and not (renamed and "T" in published):
        found = []
    else:
        found = by_looks[entry.draft.headline, epoch(published)]
    return [item for item in found if renamed or not item.url_key]


def _by_name(entries: Sequence[Entry], known: Sequence[Known]) -> list[Known | None]:
    """Return the stored article of each entry: first by key, then by link, none of them twice."""
    by_key = {item.key: item for item in known}
    by_link = {item.url_key: item for item in known if item.url_key}
    found = [_by_key(entry, by_key) for entry in entries]
    taken = {item.id for item in found if item is not None}
    for place, entry in enumerate(entries):
        other = by_link.get(entry.url_key) if found[place] is None else None
        if other and other.id not in taken:
            taken.add(other.id)
            found[place] = other
    return found


def _by_key(entry: Entry, by_key: dict[str, Known]) -> Known | None:
    if entry.key in by_key:
        return by_key[entry.key]
    other = by_key.get(entry.other_key)
    if other is None or (entry.shared and other.digest != digest(entry.draft)):
        return None  # only an unchanged article is certain to be the one that had the guid
    return other


def _time(draft: Draft, now: int, stored: Known | None) -> int:
    """Return the epoch second that sorts *draft*: as published, unless that is beyond tomorrow."""
    published = now + 2 * DAY if draft.published is None else epoch(draft.published)
    if published <= now + DAY:
        return published + draft.second
    return now if stored is None else stored.time


def _article_link(url: str) -> str:
    """Return the canonical link, empty for a site's front page, which is no article's address."""
    link = canonical(url)
    return "" if link.endswith("/") and link.count("/") == 1 else link


def _shared(pairs: Iterator[tuple[str, Draft]]) -> set[str]:
    """Return the identities that drafts with different headlines share."""
    headlines: dict[str, str] = {}
    return {
        identity
        for identity, draft in pairs
        if headlines.setdefault(identity, draft.headline) != draft.headline
    }


def _short(key: str) -> str:
    """Return *key*, or its digest where it is too long for an index."""
    if len(key) <= KEY_LENGTH:
        return key
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
