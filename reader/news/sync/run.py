"""Staying in step with a server of the Google Reader API: what it has comes here, and marks go both
ways.

The server asks the sources that are subscribed to there, all others are asked from here. First what
was marked here is sent, then the lists of ids are fetched, then the contents of what is not here,
the newest first. A sync may be ended at any moment: the next one goes on from there, for what was
sent and not confirmed is sent again, and where the lists begin is stored last.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reader.errors import HttpStatus, MarkRefused, MovedElsewhere, NoReaderApi, asked_to_wait
from reader.i18n import N_
from reader.model import Problem, Source
from reader.news.refresh.pages import Pages
from reader.news.refresh.recorder import Recorder, problem_of
from reader.news.refresh.session import open_network, run_together
from reader.news.refresh.visits import OnProgress, Visitor
from reader.news.sync.items import NEVER, Absent, Drafts, read_items, store_items
from reader.news.sync.server import MEMORY, State, keep_state, meet, state_of
from reader.news.sync.sources import arrange
from reader.settings.config import Fetch, Sync, seconds
from reader.store.store import Store
from reader.sync.planner import Edit, MarkedItems, corrections, edits, missing
from reader.sync.records import READ, READING_LIST, STARRED, Item, Login, Subscription
from reader.text.clean import display_url, host_of
from reader.text.dates import now_in_china

if TYPE_CHECKING:
    from reader.sync.client import Api

FRESHRSS = "/api/greader.php"
"""Where FreshRSS has its API."""
_ONE = N_("服务器不再订阅 {name}：停用了，文章都在。")
_SEVERAL = N_("服务器不再订阅 {name} 等 {n} 个来源：都停用了，文章都在。")
_USELESS = N_("服务器的订阅 {name} 没有收下：网址不是 http 或 https 的，或者和另一个订阅的一样。")
_SEVERAL_USELESS = N_(
    "服务器的订阅 {name} 等 {n} 个没有收下：网址不是 http 或 https 的，或者和另一个订阅的一样。"
)
_HOMELESS = N_("{host} 有 {n} 篇文章不属于那里的任何订阅，没有收下，第一篇是“{name}”。")
_UNREADABLE = N_("{host} 有 {n} 篇文章读不懂，没有收下。")
_OLDER = N_("{host} 还有 {n} 篇更早的未读文章没有收下：第一次同步只收 [sync] since 以来的。")
_REFUSED = N_("{host} 不接受 {n} 处标记：不再送出，那里怎样这里就怎样。")
REFUSALS = 10
"""Marks that are sought out of those that a server refuses, in one sync."""
OVERLAP = 86400
"""Seconds before the newest from which lists are asked for: a server may list an article before it
has its contents, or after one that is newer."""
SECOND = 1_000_000
"""Microseconds, in which the server counts."""


class Synced(Struct, frozen=True, kw_only=True):
    """What a sync came to."""

    new: int
    """Articles that came."""
    marked: int
    """Marks that were made elsewhere."""
    sent: int
    """Marks that the server was told."""
    problems: Sequence[Problem] = ()
    """What the reader should know of sources."""


async def sync(
    store: Store,
    login: Login,
    *,
    settings: Fetch,
    terms: Sync,
    sends_only: bool = False,
    now: Callable[[], datetime] = now_in_china,
    on_progress: OnProgress = lambda done, total: None,
    on_done: Callable[[Synced], None] = lambda done: None,
) -> Synced:
    """Bring *store* and the server of *login* in step.

    *terms* says how far back the first sync goes, and whether stars of rules are sent.
    *sends_only*: send what waits, and no more. *on_progress* is called for contents, and for pages;
    *on_done* with what is done so far. Raises FetchError, SyncError, StoreError; what was done
    until then holds.
    """
    from reader.sync.client import Api  # not before first paint

    recorder = Recorder(store, now)
    async with open_network(settings, now) as network, network.session() as session:
        pages = Pages(recorder, settings, on_progress)
        api = Api(session.client, login)
        work = _Work(recorder, pages.visitor(session), api, on_progress, on_done)
        with _turn(recorder, login):
            await meet(store, api, login)
            place = _Place.of(store, login, recorder.moment(), seconds(terms.since))
            await work.send_marks(rules=terms.rules)
            if not sends_only:
                await work.bring(place)
                work.put_aside()
                work.tell_left_out()
                keep_state(store, State(succeeded=recorder.moment()))
            elif store.sync.wishes() or store.sync.edited():
                await work.bring_subscriptions()
        await pages.fetch(network)
        return work.done


async def find_api(login: Login, settings: Fetch) -> tuple[Login, list[Subscription]]:
    """Return the login with the address of the API, and the subscriptions that are there.

    That is the address given, or where FreshRSS has it below that or beside its own pages, which
    stand at ``/i/``. Raises FetchError, SyncError.
    """
    from reader.sync.client import Api  # not before first paint

    url = login.url.rstrip("/")
    async with open_network(settings, now_in_china) as network, network.session() as session:
        try:
            return login, await Api(session.client, login).subscriptions()
        except (NoReaderApi, MovedElsewhere):  # as FreshRSS sends readers to its own pages
            url = url.removesuffix("/index.php").removesuffix("/i")
            login = replace(login, url=url + FRESHRSS)
            return login, await Api(session.client, login).subscriptions()


@contextmanager
def _turn(recorder: Recorder, login: Login) -> Iterator[None]:
    """Ask the server, unless it asked to be left alone, and remember if it does so now."""
    store, moment = recorder.store, recorder.moment()
    if moment < state_of(store).held:
        raise asked_to_wait(host=host_of(login.url))
    try:
        yield
    except HttpStatus as error:
        if pause := int(error.params["retry_after"]):
            keep_state(store, replace(state_of(store), held=moment + pause))
        raise


class _Place(Struct, frozen=True):
    """Where the lists of a server begin: in its own seconds since the epoch."""

    login: Login
    since: int
    newest: int = 0
    """When the newest came that is here."""

    @classmethod
    def of(cls, store: Store, login: Login, now: int, since: int) -> _Place:
        """Return where to go on, or begin *since* seconds ago.

        That is never later than *now*: nothing would come until then.
        """
        remembered = store.memory.get(MEMORY) or []
        if len(remembered) < 3:
            return cls(login, now - since)
        newest = min(int(remembered[2]), now)
        return cls(login, newest - OVERLAP, newest)

    def go_on(self, store: Store, arrived: int) -> None:
        """Begin at what came in that microsecond from now on, or a little before."""
        if (newest := arrived // SECOND) > self.newest:
            store.memory.keep(MEMORY, [self.login.url, self.login.user, str(newest)])


@dataclass(slots=True)
class _Work:
    """One sync, and what it did."""

    recorder: Recorder
    visitor: Visitor
    api: Api
    on_progress: OnProgress
    on_done: Callable[[Synced], None]
    listed: Sequence[Subscription] = ()
    """The subscriptions of the server."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Those of the server that are enabled, by their subscription."""
    problems: list[Problem] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)
    """The subscriptions of which something came."""
    absent: Absent = field(init=False)
    new: int = 0
    marked: int = 0
    sent: int = 0
    unreadable: int = 0
    homeless: list[str] = field(default_factory=list)
    """Headlines of articles that are of none of the server's subscriptions."""
    older: int = 0
    """Unread articles that came to the server before the lists begin."""
    refused: list[Edit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.absent = Absent(self.recorder.store)

    @property
    def done(self) -> Synced:
        """What it did."""
        return Synced(
            new=self.new, marked=self.marked, sent=self.sent, problems=tuple(self.problems)
        )

    async def bring(self, place: _Place) -> None:
        """Bring what is there here: from *place* on, and what is starred whenever it came."""
        store = self.recorder.store
        await self.bring_subscriptions()
        recent = await self.api.ids(READING_LIST, since=place.since)
        arrived = await self._fetch(recent)
        unread = await self.api.ids(READING_LIST, unread=True)
        starred = await self.api.ids(STARRED)
        await self._fetch(missing(starred, frozenset(recent)))
        await self._record_quiet()
        self.marked = _take(store, MarkedItems(frozenset(unread), frozenset(starred)))
        if not state_of(store).succeeded:
            self.older = len(missing(unread, store.sync.known(unread).union(recent)))
        self.absent.keep([*(each.id for each in self.listed), *recent, *starred])
        place.go_on(store, arrived)

    def _tell(self, done: int, total: int) -> None:
        self.on_progress(done, total)
        self.on_done(self.done)

    async def send_marks(self, *, rules: bool) -> None:
        """Send the marks that wait; each request leaves the outbox once it is confirmed."""
        from reader.sync.client import BATCH

        outbox = self.recorder.store.sync
        waiting = outbox.waiting(rules=rules)
        for edit in edits(waiting, BATCH):
            await self._deliver(edit)
            self._tell(self.sent, len(waiting))

    async def _deliver(self, edit: Edit) -> None:
        """Send an edit; where the server refuses it, in halves, to find what of it that is."""
        outbox = self.recorder.store.sync
        items = tuple(outbox.sending(edit.mark, edit.present, edit.items))
        if not items or len(self.refused) >= REFUSALS:
            return
        try:
            await self._send(edit, items)
        except MarkRefused:
            if len(items) == 1:
                self.refused.append(replace(edit, items=items))
                return
            half = len(items) // 2
            for part in (items[:half], items[half:]):
                await self._deliver(replace(edit, items=part))
        else:
            outbox.confirmed(edit.mark, edit.present, items)
            self.sent += len(items)

    def put_aside(self) -> None:
        """Take out of the outbox what the server refuses, which has done all else by now."""
        for edit in self.refused:
            self.recorder.store.sync.confirmed(edit.mark, edit.present, edit.items)

    def tell_left_out(self) -> None:
        """Add to the problems how many articles and marks were left out."""
        host, refused = host_of(self.api.url), len(self.refused)
        for name in self.homeless[:1]:
            params: dict[str, str | int] = {"host": host, "n": len(self.homeless), "name": name}
            self.problems.append(Problem("sync", _HOMELESS, params))
        counts = {_UNREADABLE: self.unreadable, _OLDER: self.older, _REFUSED: refused}
        for message, n in counts.items():
            if n:
                self.problems.append(Problem("sync", message, {"host": host, "n": n}))

    async def _send(self, edit: Edit, items: Sequence[str]) -> None:
        if edit.mark == "unread":
            await self.api.tag(items, READ, not edit.present)
        else:
            await self.api.tag(items, STARRED, edit.present)

    async def bring_subscriptions(self) -> None:
        """Let the sources be the same on both sides."""
        from reader.news.sync.subscriptions import SubscriptionChanges

        store = self.recorder.store
        outgoing = SubscriptionChanges(store, self.api)
        self.listed = await outgoing.settle()
        left, useless = arrange(store, self.listed)
        await outgoing.send_edits(self.listed)
        names = {each.id: each.title or display_url(each.url) for each in useless}
        untold = self.absent.without(names, ())
        for id in untold:
            self.absent.note(id, NEVER)
        self.problems += [
            *map(problem_of, outgoing.refused),
            *_named("ended", _ONE, _SEVERAL, [source.label for source in left]),
            *_named("sync", _USELESS, _SEVERAL_USELESS, [names[id] for id in untold]),
        ]
        by_id = {source.id: source for source in store.sources.all() if source.enabled}
        synced = store.sync.sources().items()
        self.sources = {feed: replace(by_id[id], kind="feed") for feed, id in synced if id in by_id}

    async def _fetch(self, listed: Sequence[str]) -> int:
        """Store what of *listed* is not here; return when the newest came, in microseconds."""
        from reader.sync.client import BATCH

        sync = self.recorder.store.sync
        ids = self.absent.without(missing(listed, sync.known(listed)), self.sources)
        arrived = 0
        for at in range(0, len(ids), BATCH):
            asked = ids[at : at + BATCH]
            items, unreadable = await self.api.contents(asked)
            drafts = await read_items(self.visitor.session, items)
            await self._store(items, drafts)
            unreadable += [item.id for item in items if item.id not in drafts]
            self.unreadable += len(unreadable)
            came = {item.id: item for item in items}
            for id in missing(asked, sync.known(asked)):
                if id in unreadable:
                    self.absent.note(id, NEVER)
                elif item := came.get(id):
                    self._leave_out(item, drafts[id].headline)
                else:
                    self.absent.note(id)
            # A server may be told of articles of the year 9999, and nothing comes after those.
            latest = (self.api.moment or self.recorder.moment()) * SECOND
            arrived = max([arrived, *(min(item.arrived, latest) for item in items)])
            self._tell(min(at + BATCH, len(ids)), len(ids))
        return arrived

    def _leave_out(self, item: Item, headline: str) -> None:
        """Note one that came and is of no source here, or that its source has not taken."""
        self.absent.note(item.id, NEVER if item.feed in ("", *self.sources) else item.feed)
        if item.feed not in {each.id for each in self.listed}:
            self.homeless.append(headline)

    async def _store(self, items: Sequence[Item], drafts: Drafts) -> None:
        by_feed = sorted((item for item in items if item.id in drafts), key=lambda item: item.feed)
        joined: dict[str, int] = {}

        async def store_own(feed: str, own: Drafts) -> None:
            if source := self.sources.get(feed):
                self.heard.add(feed)
                found, record = await store_items(self.recorder, source, own)
                joined.update(found)
                if record:
                    self.new += record.new
                    self.visitor.note(record)

        groups = groupby(by_feed, key=lambda item: item.feed)
        owns = [(feed, {item.id: drafts[item.id] for item in group}) for feed, group in groups]
        await run_together(*(store_own(feed, own) for feed, own in owns))  # they commit together
        self.recorder.store.sync.join(joined)

    async def _record_quiet(self) -> None:
        """Record for all other sources that the server has answered."""
        quiet = [source for feed, source in self.sources.items() if feed not in self.heard]
        await asyncio.gather(*map(self.recorder.unchanged, quiet))  # they commit together


def _named(kind: str, one: str, several: str, names: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem that names the first of *names*, if there are any."""
    if names:
        yield Problem(kind, several if names[1:] else one, {"name": names[0], "n": len(names)})


def _take(store: Store, theirs: MarkedItems) -> int:
    """Mark here what is marked there, and return how much that changed."""
    with store.transaction():  # so that no mark is made here in between
        ours = MarkedItems(store.sync.having("unread"), store.sync.having("starred"))
        changes = corrections(theirs, ours, store.sync.waiting())
        return sum(store.sync.take(each.mark, each.present, each.items) for each in changes)
