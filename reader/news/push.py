"""Handing our own feeds to the server, which asks them from then on."""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec import Struct

from reader.config import Fetch
from reader.errors import SubscriptionRefused
from reader.news.clock import now_in_china
from reader.news.server import can_be_handed_over, meet
from reader.news.session import open_network
from reader.news.synced_sources import arrange
from reader.news.visits import OnProgress
from reader.store.store import Store
from reader.sync.records import Login


class Pushed(Struct, frozen=True):
    """What came of it: addresses that the server asks now, and what it said of the others."""

    taken: Sequence[str]
    refused: Sequence[SubscriptionRefused]


async def push(
    store: Store,
    login: Login,
    *,
    settings: Fetch,
    now: Callable[[], datetime] = now_in_china,
    on_progress: OnProgress = lambda done, total: None,
) -> Pushed:
    """Subscribe to all our own feeds at the server, in folders named after their places.

    One that the server cannot read stays ours. Raises FetchError, SyncError, StoreError; what was
    handed over until then is the server's, and the rest will be at the next sync.
    """
    from reader.news.subscriptions import Subscriptions  # not before first paint
    from reader.sync.client import Api

    async with open_network(settings, now) as network, network.session() as session:
        api = Api(session.client, login)
        await meet(store, api, login)
        store.sync.offer([each.url for each in store.sources.all() if can_be_handed_over(each)])
        outgoing = Subscriptions(store, api, on_progress)
        there = await outgoing.settle()
        arrange(store, there)
        await outgoing.send_edits(there)
    return Pushed(outgoing.taken, outgoing.refused)
