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

from reader.config import Fetch, Sync, seconds
from reader.errors import AskedToWait, HttpStatus, MarkRefused, MovedElsewhere, NoReaderApi
from reader.i18n import N_
from reader.model import Problem, Source
from reader.news.clock import now_in_china
from reader.news.items import Absent, Drafts, read_items, store_items
from reader.news.pages import Pages
from reader.news.recorder import Recorder, problem_of
from reader.news.server import MEMORY, State, keep_state, meet, state_of
from reader.news.session import open_network, run_together
from reader.news.synced_sources import arrange
from reader.news.visits import OnProgress, Visitor
from reader.store.store import Store
from reader.sync.planner import Edit, Marked, corrections, edits, missing
from reader.sync.records import READ, READING_LIST, STARRED, Item, Login, Subscription
from reader.text.clean import host_of

if TYPE_CHECKING:
    from reader.sync.client import Api

FRESHRSS = "/api/greader.php"
"""Where FreshRSS has its API."""
_ONE = N_("服务器不再订阅 {name}：停用了，文章都在。")
_SEVERAL = N_("服务器不再订阅 {name} 等 {n} 个来源：都停用了，文章都在。")
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
) -> Synced:
    """Bring *store* and the server of *login* in step.

    *terms* says how far back the first sync goes, and whether stars of rules are sent.
    *sends_only*: send what waits, and no more. *on_progress* is called for contents, and for pages.
    Raises FetchError, SyncError, StoreError; what was done until then holds.
    """
    from reader.sync.client import Api  # not before first paint

    recorder = Recorder(store, now)
    async with open_network(settings, now) as network, network.session() as session:
        pages = Pages(recorder, settings, on_progress)
        work = _Work(recorder, pages.visitor(session), Api(session.client, login), on_progress)
        with _turn(recorder, login):
            await meet(store, work.api, login)
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
        raise AskedToWait(host=host_of(login.url))
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
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Those of the server that are enabled, by their subscription."""
    problems: Sequence[Problem] = ()
    heard: set[str] = field(default_factory=set)
    """The subscriptions of which something came."""
    absent: Absent = field(init=False)
    new: int = 0
    marked: int = 0
    sent: int = 0
    unreadable: int = 0
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
        self.marked = _take(store, Marked(frozenset(unread), frozenset(starred)))
        if not state_of(store).succeeded:
            self.older = len(missing(unread, store.sync.known(unread).union(recent)))
        self.absent.keep([*recent, *starred])
        place.go_on(store, arrived)

    async def send_marks(self, *, rules: bool) -> None:
        """Send the marks that wait; each request leaves the outbox once it is confirmed."""
        from reader.sync.client import BATCH

        outbox = self.recorder.store.sync
        waiting = outbox.waiting(rules=rules)
        for edit in edits(waiting, BATCH):
            await self._deliver(edit)
            self.on_progress(self.sent, len(waiting))

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
        for message, n in (
            (_UNREADABLE, self.unreadable),
            (_OLDER, self.older),
            (_REFUSED, refused),
        ):
            if n:
                self.problems = [*self.problems, Problem("sync", message, {"host": host, "n": n})]

    async def _send(self, edit: Edit, items: Sequence[str]) -> None:
        if edit.mark == "unread":
            await self.api.tag(items, READ, not edit.present)
        else:
            await self.api.tag(items, STARRED, edit.present)

    async def bring_subscriptions(self) -> None:
        """Let the sources be the same on both sides."""
        from reader.news.subscriptions import Subscriptions

        store = self.recorder.store
        outgoing = Subscriptions(store, self.api)
        there = await outgoing.settle()
        left = arrange(store, there)
        await outgoing.send_edits(there)
        self.problems = [*map(problem_of, outgoing.refused), *_ended(left)]
        by_id = {source.id: source for source in store.sources.all() if source.enabled}
        synced = store.sync.sources().items()
        self.sources = {feed: replace(by_id[id], kind="feed") for feed, id in synced if id in by_id}

    async def _fetch(self, listed: Sequence[str]) -> int:
        """Store what of *listed* is not here; return when the newest came, in microseconds."""
        from reader.sync.client import BATCH

        absent = missing(listed, self.recorder.store.sync.known(listed))
        ids = self.absent.without(absent, self.sources)
        arrived = 0
        for at in range(0, len(ids), BATCH):
            asked = ids[at : at + BATCH]
            items, unreadable = await self.api.contents(asked)
            drafts = await read_items(self.visitor.session, items)
            await self._store(items, drafts)
            unreadable += [item.id for item in items if item.id not in drafts]
            self._note_absent(asked, items, unreadable)
            # A server may be told of articles of the year 9999, and nothing comes after those.
            latest = (self.api.moment or self.recorder.moment()) * SECOND
            arrived = max([arrived, *(min(item.arrived, latest) for item in items)])
            self.on_progress(min(at + BATCH, len(ids)), len(ids))
        return arrived

    def _note_absent(
        self, asked: Sequence[str], items: Sequence[Item], unreadable: Sequence[str]
    ) -> None:
        """Note which of *asked* are not here, though *items* came, and others *unreadable*."""
        self.unreadable += len(unreadable)
        feeds = {item.id: item.feed for item in items if item.feed not in self.sources}
        for id in missing(asked, self.recorder.store.sync.known(asked)):
            if id in unreadable:
                self.absent.note_unreadable(id)
            else:
                self.absent.note(id, feeds.get(id, ""))

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


def _ended(sources: Sequence[Source]) -> Iterator[Problem]:
    if sources:
        names = _SEVERAL if len(sources) > 1 else _ONE
        yield Problem("ended", names, {"name": sources[0].label, "n": len(sources)})


def _take(store: Store, theirs: Marked) -> int:
    """Mark here what is marked there, and return how much that changed."""
    with store.transaction():  # so that no mark is made here in between
        ours = Marked(store.sync.having("unread"), store.sync.having("starred"))
        changes = corrections(theirs, ours, store.sync.waiting())
        return sum(store.sync.take(each.mark, each.present, each.items) for each in changes)
