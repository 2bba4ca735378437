"""The subscriptions of a server as sources here."""

from collections.abc import Sequence

from msgspec.structs import replace

from reader.model import Source
from reader.news.places import place_of_folders
from reader.store.store import Store
from reader.sync.planner import feeds
from reader.sync.records import Subscription
from reader.text.clean import safe_url, split_login


def arrange(store: Store, subscriptions: Sequence[Subscription]) -> dict[str, Source]:
    """Let the sources of the server be its *subscriptions*, and return them by these.

    A source whose subscription ended elsewhere stays, and is not asked any more. Raises StoreError.
    """
    synced = store.sync.sources()
    found = {each.url: store.sources.find(_address(each)) for each in subscriptions}
    own = {url: source.id for url, source in found.items() if source}
    plan = feeds(subscriptions, synced, own)
    for source in plan.leave:
        _leave(store, source)
    for each, source in plan.join:
        store.sync.adopt(source, each.id)
    for each in plan.add:
        if _address(each):
            store.sync.adopt(store.sources.add(_source(each)).id, each.id)
    ids, titles = store.sync.sources(), {each.id: each.title for each in subscriptions}
    by_id = {source.id: source for source in store.sources.all()}
    return {
        feed: replace(by_id[id], title=titles.get(feed) or by_id[id].title)
        for feed, id in ids.items()
    }


def _leave(store: Store, id: int) -> None:
    source = store.sources.get(id)
    with store.transaction():
        store.sync.release(id)
        store.sources.configure(id, name=source.name, region=source.region, enabled=False)


def _source(subscription: Subscription) -> Source:
    """Return the source of a subscription: in the place that its folder names, if it does."""
    folder = subscription.labels[0] if subscription.labels else ""
    region = next(filter(None, map(place_of_folders, subscription.labels)), None)
    return Source(
        url=_address(subscription),
        login=split_login(subscription.url)[1],
        kind="feed",
        title=subscription.title,
        region=region,
        folder="" if region else folder,
        site_url=safe_url(subscription.site_url),
    )


def _address(subscription: Subscription) -> str:
    return split_login(safe_url(subscription.url))[0]
