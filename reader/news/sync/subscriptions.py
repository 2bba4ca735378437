"""What the reader did to sources of the server, carried out there; and handing it our own."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct

from reader.errors import HttpStatus, SubscriptionRefused, TimedOut
from reader.model import Source
from reader.news.places import folders_of
from reader.news.refresh.session import open_network
from reader.news.refresh.visits import OnProgress
from reader.news.sync.server import can_be_handed_over, meet
from reader.news.sync.sources import arrange, hand_over
from reader.settings.config import Fetch
from reader.store.store import Store
from reader.store.sync import Edit, Wish
from reader.sync.client import Api
from reader.sync.planner import step
from reader.sync.records import Login, Subscription
from reader.text.dates import now_in_china

# What the reader did to sources of the server, carried out there.

BAD_REQUEST = 400
"""What FreshRSS answers where there is no such subscription any more."""


@dataclass(slots=True)
class SubscriptionChanges:
    """Tells the server of *api* what waits in *store*, and gathers what came of additions."""

    store: Store
    api: Api
    on_progress: OnProgress = lambda done, total: None
    taken: list[str] = field(default_factory=list)
    """Addresses that the server asks from now on."""
    refused: list[SubscriptionRefused] = field(default_factory=list)

    async def settle(self) -> Sequence[Subscription]:
        """Add and end what waits for it, and return all subscriptions as they are then.

        Raises FetchError, SyncError, StoreError; what was done until then holds.
        """
        there = await self.api.subscriptions()
        wishes = self.store.sync.wishes()
        for done, wish in enumerate(wishes, 1):
            await self._settle(wish, _find(there, wish))
            self.on_progress(done, len(wishes))
        return await self.api.subscriptions() if wishes else there

    async def send_edits(self, there: Sequence[Subscription]) -> None:
        """Tell the server the names and the folders that wait; *there* is what it has now.

        Raises as `settle` does.
        """
        by_id = {each.id: each for each in there}
        for (feed, edit), id in self.store.sync.edited().items():
            with suppress(KeyError):  # removed meanwhile
                source = self.store.sources.get(id)
                if known := by_id.get(feed):
                    await self._send(edit, known, source)
                with self.store.transaction():
                    if _wanted(self.store.sources.get(id)) == _wanted(source):
                        self.store.sync.confirmed(edit, True, [feed])

    async def _settle(self, wish: Wish, there: Subscription | None) -> None:
        outbox = self.store.sync
        here = wish.source is not None
        todo = step(present=wish.present, sent=wish.sent, here=here, there=there is not None)
        if todo != "settle" and not outbox.sending("subscribed", wish.present, [wish.id]):
            return  # it was undone meanwhile
        if there and todo == "unsubscribe":
            await _unless_ended(self.api.unsubscribe(there.id))
        if wish.source is not None:
            if there and todo == "adopt":
                hand_over(self.store, wish.source, there.id)
            if todo == "subscribe" and not await self._subscribe(wish.url, wish.source):
                return
        outbox.confirmed("subscribed", wish.present, [wish.id])

    async def _subscribe(self, url: str, source: int) -> bool:
        """Return whether the server has answered, whatever that was."""
        try:
            feed = await self.api.subscribe(url)
        except SubscriptionRefused as error:
            self.refused.append(error)
            self.store.sync.release(source)
        except (HttpStatus, TimedOut) as error:
            if error.params.get("retry_after"):
                raise
            return False  # of one feed, perhaps: the others are not to wait for it
        else:
            self.taken.append(url)
            hand_over(self.store, source, feed)
        return True

    async def _send(self, edit: Edit, there: Subscription, source: Source) -> None:
        name, folder = _wanted(source)
        if edit == "named" and there.title != name:
            await _unless_ended(self.api.rename(there.id, name))
        if edit == "filed" and there.labels != (folder,):
            await _unless_ended(self.api.file(there.id, folder, there.labels))


def _find(there: Sequence[Subscription], wish: Wish) -> Subscription | None:
    names = {wish.id, wish.url} - {""}
    return next((each for each in there if names & {each.id, each.url}), None)


def _wanted(source: Source) -> tuple[str, str]:
    """Return what a source is to be called at the server, and its folder there."""
    return source.label, source.folder or folders_of(source.region)


async def _unless_ended(command: Awaitable[None]) -> None:
    """Await a command about a subscription, which may have ended at the server just now."""
    try:
        await command
    except HttpStatus as error:
        if error.params["status"] != BAD_REQUEST:
            raise


# Handing our own feeds to the server, which asks them from then on.


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
    from reader.sync.client import Api

    async with open_network(settings, now) as network, network.session() as session:
        api = Api(session.client, login)
        await meet(store, api, login)
        store.sync.offer([each.url for each in store.sources.all() if can_be_handed_over(each)])
        outgoing = SubscriptionChanges(store, api, on_progress)
        there = await outgoing.settle()
        arrange(store, there)
        await outgoing.send_edits(there)
    return Pushed(outgoing.taken, outgoing.refused)
