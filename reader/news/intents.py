"""What a source's drafts mean for the store: which are new, which were edited.

Pure. An article's identity is (source, guid), else its canonical link. A guid or a link that
several articles of one list share is no identity alone: the headline joins it. A feed that gives
all its articles new guids does not double them, since their links still tell.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

from reader.model import Draft
from reader.store.articles import Known, Put
from reader.store.codec import digest
from reader.store.placing import Placed
from reader.text.dates import epoch

DAY = 86400
KEY_LENGTH = 250
_PLAIN = re.compile(r"https?://([a-z0-9.-]+(?::(?!80/|443/|0)[1-5]?\d{1,4})?/[!-\"$-~]*(?<!\?))")
"""Addresses that are canonical but for their scheme, unless they hold ``utm_``: most are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft with what it can be recognised by."""

    draft: Draft
    key: str
    """Its identity within its source."""
    other_key: str
    """Its identity where its guid is shared, if it is not here, or the other way round."""
    shared: bool
    """Whether other articles of the list have its guid, so that the headline is in its key."""
    url_key: str
    """The canonical link, empty where that names no one article."""

    @property
    def keys(self) -> tuple[str, str]:
        """All keys under which the store may know it."""
        return self.key, self.other_key


def canonical(url: str) -> str:
    """Give what of an address tells articles apart: no scheme, no ``utm_*``, no fragment.

    >>> canonical("HTTPS://News.example/a?id=7&utm_source=rss#top")
    'news.example/a?id=7'

    Empty for what is no http or https address.
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
    """Give *drafts*, one list of one source, their identities; repetitions are left out."""
    links = [_article_link(draft.url) for draft in drafts]
    shared_links = _shared(zip(links, drafts, strict=True))
    links = ["" if link in shared_links else link for link in links]
    bases = [draft.guid or canonical(draft.url) for draft in drafts]
    shared_bases = _shared(zip(bases, drafts, strict=True)) | {""}
    entries: list[Entry] = []
    seen: set[str] = set()
    for draft, base, link in zip(drafts, bases, links, strict=True):
        plain, titled = _short(base), _short(f"{base}\n{draft.headline}")
        shared = base in shared_bases
        key, other = (titled, plain) if shared else (plain, titled)
        marks = {f"key {key}", f"link {link}"} if link else {f"key {key}"}
        if marks.isdisjoint(seen):
            entries.append(Entry(draft, key, other, shared, link))
        seen |= marks
    return entries


def decide(
    entries: Sequence[Entry],
    known: Sequence[Known],
    *,
    now: datetime,
    place: Callable[[Draft], Placed],
) -> list[Put]:
    """Give what the store has to write: new articles and edited ones, the oldest first.

    *known* are the source's stored articles under any of the entries' keys or links; *place* tells
    where a draft belongs. What did not change gives nothing. Entries without a time of their own
    come in the order of their list, and are from now.
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


def _matches(entries: Sequence[Entry], known: Sequence[Known]) -> Iterator[Known | None]:
    """Yield the stored article of each entry: first by key, then by link, none of them twice."""
    by_key = {item.key: item for item in known}
    by_link = {item.url_key: item for item in known if item.url_key}
    found = [_by_key(entry, by_key) for entry in entries]
    taken = {item.id for item in found if item is not None}
    for entry, item in zip(entries, found, strict=True):
        if item is None and (other := by_link.get(entry.url_key)) and other.id not in taken:
            taken.add(other.id)
            item = other
        yield item


def _by_key(entry: Entry, by_key: dict[str, Known]) -> Known | None:
    if entry.key in by_key:
        return by_key[entry.key]
    other = by_key.get(entry.other_key)
    if other is None or (entry.shared and other.digest != digest(entry.draft)):
        return None  # only the article that did not change is surely the one the guid stood for
    return other


def _time(draft: Draft, now: int, stored: Known | None) -> int:
    """Give the time that orders *draft*: as published, but nothing from beyond tomorrow."""
    published = now + 2 * DAY if draft.published is None else epoch(draft.published)
    if published <= now + DAY:
        return published
    return now if stored is None else stored.time


def _article_link(url: str) -> str:
    """Give the canonical link, but nothing for a site's front page: it is no article's address."""
    link = canonical(url)
    return "" if link.endswith("/") and link.count("/") == 1 else link


def _shared(pairs: Iterator[tuple[str, Draft]]) -> set[str]:
    """Give the identities that drafts with different headlines share."""
    headlines: dict[str, set[str]] = defaultdict(set)
    for identity, draft in pairs:
        headlines[identity].add(draft.headline)
    return {identity for identity, names in headlines.items() if len(names) > 1}


def _short(key: str) -> str:
    """Give *key*, or a digest of it where it is too long for an index."""
    if len(key) <= KEY_LENGTH:
        return key
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
