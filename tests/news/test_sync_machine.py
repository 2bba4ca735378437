"""Two readers and a server, of which any may fail at any moment, end up the same."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from msgspec.structs import replace

from reader.errors import BadResponse, FetchError, HttpStatus, InputError, LoginNeeded, SyncError
from reader.fetch.client import Response
from reader.model import Source
from reader.news.changes import Change, Marked
from reader.news.refresh import session
from reader.news.sources import add, edit, remove
from reader.news.sync.run import sync
from reader.news.sync.server import remember
from reader.settings.config import Fetch, Sync
from reader.store.database import Connection, Database
from reader.store.store import Store
from reader.view import View
from tests.server import Answer, Reply, Request
from tests.sync.fake import Greader

SITES = [f"https://{name}.example/feed" for name in ("a", "b", "c")]
NAMES = ["延吉晨报", "图们晚报"]
FOLDERS = ["吉林/延边", "闲读", "辽宁/沈阳"]
REGIONS = [None, "220100", "222400"]
TERMS = Sync(since="3650d")


class Killed(KeyboardInterrupt):
    """The process ends here, which no event loop holds up."""


class Fuse:
    """Ends the process at one of the next requests or transactions."""

    left: int | None = None

    def burn(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Killed


FUSE = Fuse()


class Wire:
    """In place of the network: a server's routes, and how often it does not answer."""

    def __init__(self) -> None:
        self._routes: dict[str, Answer] = {}

    def route(self, path: str, answer: Answer) -> str:
        self._routes[path] = answer
        return self.at(path)

    def at(self, path: str) -> str:
        return f"https://rss.example{path}"

    def answer(self, request: Request) -> Reply:
        answer = self._routes[request.path.partition("?")[0]]
        return answer if isinstance(answer, Reply) else answer(request)


class Client:
    """In place of the client: asks `wire`, and is killed before or after that."""

    wire: Wire

    def __init__(self, *_: object, **__: object) -> None:
        pass

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    async def call(
        self, url: str, *, form: bytes | None = None, authorization: str = ""
    ) -> Response:
        FUSE.burn()
        method = "GET" if form is None else "POST"
        path = url.removeprefix(self.wire.at(""))
        headers = {"authorization": authorization}
        reply = self.wire.answer(Request(path, headers, method, form or b""))
        FUSE.burn()
        if reply.cut is not None:
            raise BadResponse(host="rss.example")
        if reply.status != 200:
            kind = LoginNeeded if reply.status == 401 else HttpStatus
            raise kind(host="rss.example", status=reply.status, retry_after=0)
        return Response(status=200, url=url, body=reply.content)


class Reader:
    """A reader of its own file, which remembers what it did until it is killed."""

    def __init__(self, path: Path, greader: Greader) -> None:
        self._path = path
        self._greader = greader
        self.store = Store.open(path)
        remember(self.store, greader.login.url, greader.login.user)
        self.changes: list[Change] = []

    def sync(self) -> None:
        asyncio.run(sync(self.store, self._greader.login, settings=Fetch(), terms=TERMS))

    def killed(self) -> None:
        self.store.close()
        self.store = Store.open(self._path)
        self.changes.clear()

    def did(self, change: Change | None) -> None:
        if change is not None:
            self.changes.append(change)

    @property
    def sources(self) -> list[Source]:
        return self.store.sources.all()

    def seen(self) -> dict[str, tuple[bool, bool]]:
        """The marks of the articles of sources that are asked, by their headlines."""
        asked = {source.id for source in self.sources if source.enabled}
        found = self.store.articles.heads(self.store.articles.ids(View()))
        heads = [head for head in found if head.source_id in asked]
        assert len(heads) == len({head.headline for head in heads}), "an article is there twice"
        return {head.headline: (head.read, head.starred) for head in heads}


readers = st.integers(0, 1)
places = st.integers(0, 30)


class TwoReadersAndAServer(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        Client.wire = Wire()
        self.greader = Greader(Client.wire, page=5)  # type: ignore[arg-type]
        self.folder = tempfile.TemporaryDirectory()
        self.readers = [Reader(Path(self.folder.name, f"{n}.db"), self.greader) for n in (1, 2)]
        self.published = 0

    @initialize()
    def begin(self) -> None:
        for site in SITES[:2]:
            self.greader.subscribe(site, site, FOLDERS[0])
            self.publish(0)
            self.publish(1)
        for reader in self.readers:
            reader.sync()

    @rule(site=st.sampled_from(range(3)))
    def publish(self, site: int) -> None:
        self.published += 1
        name = f"第{self.published}条"
        self.greader.appear(SITES[site], name, f"https://n.example/{self.published}.html")

    @rule(reader=readers, at=places, kind=st.sampled_from(["read", "starred"]), on=st.booleans())
    def mark(self, reader: int, at: int, kind: str, on: bool) -> None:
        chosen = self.readers[reader]
        ids = sorted(chosen.store.articles.ids(View()))
        if ids:
            asked = Marked("read" if kind == "read" else "starred", on, [ids[at % len(ids)]])
            chosen.did(asked.make(chosen.store))

    @rule(reader=readers)
    def mark_all(self, reader: int) -> None:
        store = self.readers[reader].store
        changed = store.marks.read_view(View())
        if changed:
            self.readers[reader].did(Marked("read", True, changed))

    @rule(at=places, on=st.booleans(), star=st.booleans())
    def mark_elsewhere(self, at: int, on: bool, star: bool) -> None:
        entries = sorted(self.greader.entries.values(), key=lambda entry: entry.id)
        if entries:
            setattr(entries[at % len(entries)], "starred" if star else "read", on)

    @rule(reader=readers, site=st.sampled_from(SITES))
    def add_source(self, reader: int, site: str) -> None:
        chosen = self.readers[reader]
        chosen.did(add(chosen.store, [Source(url=site, kind="feed")]))

    @rule(reader=readers, at=places)
    def remove_source(self, reader: int, at: int) -> None:
        chosen = self.readers[reader]
        if sources := chosen.sources:
            chosen.did(remove(chosen.store, sources[at % len(sources)].id))

    @rule(reader=readers, at=places, name=st.sampled_from(NAMES))
    def rename(self, reader: int, at: int, name: str) -> None:
        self._edit(reader, at, lambda stored: replace(stored, name=name))

    @rule(reader=readers, at=places, region=st.sampled_from(REGIONS))
    def move(self, reader: int, at: int, region: str | None) -> None:
        self._edit(reader, at, lambda stored: replace(stored, region=region))

    def _edit(self, reader: int, at: int, wanted: Callable[[Source], Source]) -> None:
        chosen = self.readers[reader]
        if sources := chosen.sources:
            chosen.did(edit(chosen.store, sources[at % len(sources)].id, wanted))

    @rule(at=places, name=st.sampled_from(NAMES), folder=st.sampled_from(FOLDERS))
    def edit_elsewhere(self, at: int, name: str, folder: str) -> None:
        if feeds := [*self.greader.feeds.values()]:
            feeds[at % len(feeds)].title = name
            feeds[at % len(feeds)].folder = folder

    @rule(at=places)
    def end_elsewhere(self, at: int) -> None:
        if feeds := [*self.greader.feeds]:
            self.greader.unsubscribe(feeds[at % len(feeds)])

    @rule(reader=readers)
    def undo(self, reader: int) -> None:
        chosen = self.readers[reader]
        if chosen.changes:
            with suppress(InputError):
                chosen.changes.pop().revert(chosen.store)

    @rule(reader=readers)
    def sync(self, reader: int) -> None:
        self.readers[reader].sync()

    @rule(reader=readers, fuse=st.integers(0, 60))
    def sync_and_be_killed(self, reader: int, fuse: int) -> None:
        FUSE.left = fuse
        try:
            self.readers[reader].sync()
        except Killed:
            self.readers[reader].killed()
        finally:
            FUSE.left = None

    @rule(
        reader=readers,
        path=st.sampled_from(["Login", "/list", "/ids", "/contents", "/edit-tag", "/edit", "add"]),
        reply=st.sampled_from([Reply("", 500), Reply("", cut=0), Reply(""), Reply("{}")]),
        obey=st.booleans(),
    )
    def sync_with_a_server_that_is_not_well(
        self, reader: int, path: str, reply: Reply, obey: bool
    ) -> None:
        self.greader.misbehave(path, reply, obey=obey)
        with suppress(FetchError, SyncError):
            self.readers[reader].sync()
        self.greader.misdeeds.clear()

    def teardown(self) -> None:
        try:
            for _ in range(3):
                for reader in self.readers:
                    reader.sync()
            self._compare()
        finally:
            for reader in self.readers:
                reader.store.close()
            self.folder.cleanup()

    def _compare(self) -> None:
        feeds = {feed.url: (feed.title, feed.folder) for feed in self.greader.feeds.values()}
        marks = {e.title: (e.read, e.starred) for e in self.greader.entries.values()}
        for reader in self.readers:
            own = [source for source in reader.sources if source.synced]
            assert {each.url: (each.title, each.folder) for each in own} == feeds
            assert reader.seen() == marks
            assert not reader.store.sync.is_waiting(rules=True)


@pytest.fixture(autouse=True)
def _wired(monkeypatch: pytest.MonkeyPatch) -> None:
    write = Database.write

    def burning(database: Database, *, durable: bool = False) -> AbstractContextManager[Connection]:
        FUSE.burn()
        return write(database, durable=durable)

    monkeypatch.setattr(Database, "write", burning)
    monkeypatch.setattr(session, "_import_client", lambda: Client)


TestTwoReadersAndAServer = TwoReadersAndAServer.TestCase
TestTwoReadersAndAServer.settings = settings(
    max_examples=int(__import__("os").environ.get("EX", "20")), stateful_step_count=40
)
