"""The items of a server of the Google Reader API as articles: read, stored, and known again.

An item is read as an entry of a feed is, in the sandbox. One that is here already, since its source
was asked by us before, is joined to its article, which stays as it is.
"""

from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from datetime import datetime

import msgspec
from msgspec.structs import replace

from reader.errors import InputError
from reader.model import Draft, Feed, Source
from reader.news.refresh.identity import identify, stored_by_name
from reader.news.refresh.recorder import Record, Recorder
from reader.news.refresh.session import FetchSession, skip_failure
from reader.news.sync.server import ABSENT
from reader.store.store import Store
from reader.sync.records import Item, long_form
from reader.text.dates import CST

Drafts = dict[str, Draft]
"""Drafts by the id of their item."""
REMEMBERED = 10_000
"""Of what is absent that much, at most."""
ONCE, NEVER = "once", "never"


class Absent:
    """The items and subscriptions of a server that it listed and that are not here.

    An item without contents may have them soon, and is asked for `ONCE` more; one that cannot be
    read `NEVER`; one of a subscription that is not asked for here as soon as that is.
    """

    def __init__(self, store: Store) -> None:
        """Recall those of *store*. Raises StoreError."""
        self._store = store
        remembered = store.memory.get(ABSENT) or []
        self._again = dict(zip(remembered[::2], remembered[1::2], strict=True))

    def without(self, items: Iterable[str], asked: Container[str]) -> list[str]:
        """Return *items* but for those not to be asked for; *asked* are the subscriptions here."""
        again = ((item, self._again.get(item, ONCE)) for item in items)
        return [item for item, when in again if when == ONCE or when in asked]

    def note(self, item: str, again: str = "") -> None:
        """Note one that is to be asked for *again*: once its subscription is asked for, or `NEVER`.

        Without that it has no contents.
        """
        self._again[item] = again or (NEVER if item in self._again else ONCE)

    def keep(self, listed: Iterable[str]) -> None:
        """Remember those of *listed*, the newest first: of others nothing is heard any more."""
        kept = [item for item in dict.fromkeys(listed) if item in self._again][:REMEMBERED]
        self._store.memory.keep(ABSENT, [word for id in kept for word in (id, self._again[id])])


async def read_items(session: FetchSession, items: Sequence[Item]) -> Drafts:
    """Return the drafts of *items*, without those that have neither words nor an address.

    One that breaks the parser is left out, and holds up no other.
    """
    with suppress(InputError):
        return await _read(session, items)
    found: Drafts = {}
    for item in items:
        with skip_failure(item.url):
            found |= await _read(session, [item])
    return found


async def store_items(
    recorder: Recorder, source: Source, drafts: Drafts
) -> tuple[dict[str, int], Record | None]:
    """Store what is new of one source; return which articles all *drafts* are, by their items.

    And what was stored, None where nothing was new.
    """
    joined = _stored(recorder, source, drafts)
    new = {item: draft for item, draft in drafts.items() if item not in joined}
    record = None
    if new:
        record = await recorder.success(source, list(new.values()))
        joined |= _stored(recorder, source, new)
    return joined, record


async def _read(session: FetchSession, items: Sequence[Item]) -> Drafts:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [_entry(i) for i in items]}
    read = await session.network.sandbox.run(
        Feed,
        "reader.extract.feed:parse_feed",
        msgspec.json.encode(feed),
        now=session.network.now(),
    )
    by_guid = {draft.guid: draft for draft in read.entries}
    ids = {item.id: long_form(item.id) for item in items}
    # An address says more than the server's number, by which no other knows the article.
    return {
        id: replace(draft, guid="") if draft.url else draft
        for id, guid in ids.items()
        if (draft := by_guid.get(guid))
    }


def _entry(item: Item) -> dict[str, object]:
    return {
        "id": long_form(item.id),
        "url": item.url,
        "title": item.title,
        "authors": [{"name": item.author}],
        "content_html": item.content,
        "date_published": _iso(item.published),
    }


def _iso(moment: int) -> str:
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(moment, CST).isoformat() if moment else ""
    return ""


def _stored(recorder: Recorder, source: Source, drafts: Drafts) -> dict[str, int]:
    """Return the articles that *drafts* are, by their items."""
    entries = [entry for draft in drafts.values() for entry in identify([draft])]
    keys = {key for entry in entries for key in entry.keys}
    links = {entry.url_key for entry in entries if entry.url_key}
    known = recorder.store.articles.known(source.id, keys, links)
    found = stored_by_name(list(drafts.values()), known)
    return {item: each.id for item, each in zip(drafts, found, strict=True) if each}
