"""Handing our own feeds to the server, which asks them from then on."""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec import Struct

from reader.config import Fetch
from reader.errors import SubscriptionRefused
from reader.model import Source
from reader.news.clock import now_in_china
from reader.news.session import open_network
from reader.news.visits import OnProgress
from reader.regions.gazetteer import load
from reader.store.store import Store
from reader.sync.records import Login


class Pushed(Struct, frozen=True):
    """What came of it: the sources that the server asks now, and what it said of the others."""

    taken: Sequence[Source]
    refused: Sequence[SubscriptionRefused]


def own_feeds(store: Store) -> list[Source]:
    """Return the feeds that can be handed over: those with a password of their own cannot."""
    return [
        source
        for source in store.sources.all()
        if source.kind == "feed" and source.enabled and not source.synced and not source.login
    ]


async def push(
    store: Store,
    login: Login,
    *,
    settings: Fetch,
    now: Callable[[], datetime] = now_in_china,
    on_progress: OnProgress = lambda done, total: None,
) -> Pushed:
    """Subscribe to all `own_feeds` at the server, in folders named after their places.

    One that the server cannot read stays ours. Raises FetchError, SyncError, StoreError; what was
    handed over until then is the server's.
    """
    from reader.sync.client import Api  # not before first paint

    taken: list[Source] = []
    refused: list[SubscriptionRefused] = []
    feeds = own_feeds(store)
    async with open_network(settings, now) as network, network.session() as session:
        api = Api(session.client, login)
        for done, source in enumerate(feeds, 1):
            try:
                feed = await api.subscribe(source.url)
            except SubscriptionRefused as error:
                refused.append(error)
            else:
                if label := _label(source):
                    await api.label(feed, label)
                if source.name:
                    await api.rename(feed, source.name)
                store.sync.adopt(source.id, feed)
                taken.append(source)
            on_progress(done, len(feeds))
    return Pushed(taken, refused)


def _label(source: Source) -> str:
    if source.region and source.region in load():
        return "/".join(region.short for region in load().path(source.region))
    return source.folder
