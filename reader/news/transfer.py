"""Import and export of sources as OPML and of articles as JSON Lines.

Foreign HTML is parsed in the sandbox while the batch before is stored. Everything else in a line
takes time in proportion to its length.
"""

import asyncio
from array import array
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from reader.disk import read_lines
from reader.errors import BadRecord, Unparsable, item_too_long
from reader.exchange.jsonl import ArticleRecord, JsonLine, decode, write_item
from reader.exchange.opml import read_opml, write_opml
from reader.i18n import N_
from reader.model import Article, Block, Source
from reader.news.placements import place_at_first, place_by_file
from reader.news.places import is_place, place_of_folders
from reader.news.refresh.identity import decide, identify
from reader.news.threads import in_thread
from reader.processes.sandbox import Sandbox
from reader.regions.gazetteer import load
from reader.regions.lookup import resolve
from reader.store.ingestion import Kept
from reader.store.store import Store
from reader.text.clean import safe_url, split_login
from reader.text.dates import epoch, now_in_china

_BAD_HTML = N_("{name} 第 {line} 行的 html 太长或太复杂，没有读取。")

# Import and export of articles as JSON Lines.

LIMIT = 64 << 20
"""Bytes of a line: room for the longest page that is fetched, as HTML and as blocks; the longest
text file has a little less. A line takes eight times as much memory until it is stored."""
HTML = 1 << 20
"""Characters of HTML that are parsed for one article, which takes 200 times as much memory."""
BATCH = 2000
"""Lines of one transaction, at most."""
BATCH_BYTES = 16 << 20
"""Bytes from which on a transaction takes no further line."""
CACHED = 10_000
"""Sources that an import keeps in memory."""
PARSE = "reader.extract.article.blocks:read_fragments"
PARSED = 1 << 20
"""Characters of HTML from which on one call to the parser takes no further piece."""
PARSING = 5
"""Seconds of CPU that one call may take: many times what so much HTML takes."""
DAY = 86400


@dataclass(slots=True)
class ImportedArticles:
    """The result of an import, or of one step of it."""

    size: int = 0
    """Bytes that were read."""
    added: int = 0
    known: int = 0
    """Articles that were there already: they stay, but adopt the marks and a longer text."""
    sources: int = 0
    """Sources that were created for the articles."""
    failed: int = 0
    """Lines that are no articles."""
    failures: list[BadRecord] = field(default_factory=list)
    """What is wrong with them; empty for a whole import."""

    def __iadd__(self, step: "ImportedArticles") -> "ImportedArticles":
        self.size += step.size
        self.added += step.added
        self.known += step.known
        self.sources += step.sources
        self.failed += step.failed
        return self


async def import_articles(
    store: Store, stream: BinaryIO, name: str, *, now: Callable[[], datetime] = now_in_china
) -> AsyncIterator[ImportedArticles]:
    """Store the articles of *stream*, the file *name*, and yield the result of each step.

    New sources are disabled: whoever imports articles did not ask to have them fetched. A line that
    is not an article is a failure, which does not stop the others. Raises StoreError.
    """
    known: dict[str, Source] = {}
    storing: asyncio.Task[ImportedArticles] | None = None
    try:
        async with Sandbox(seconds=PARSING) as sandbox:
            for batch in _batches(stream, name):
                items, step = await _read(batch, sandbox, name, now())
                if storing is not None:
                    yield await storing
                work = in_thread(_store, store, items, known, step, now())
                storing = asyncio.create_task(work)
        if storing is not None:
            yield await storing
    finally:
        if storing is not None:
            await asyncio.gather(storing, return_exceptions=True)


def export_articles(
    store: Store, pages: "Iterable[array[int]] | None" = None
) -> Iterator[list[bytes]]:
    """Yield articles as lines, some at a time: those of the *pages* of ids.

    Without these it is all of them in the order in which they were stored. Raises StoreError.
    """
    sources: dict[int, Source] = {}
    for ids in store.archive.ids() if pages is None else pages:
        articles = store.articles.whole(ids)
        if any(article.head.source_id not in sources for article in articles):
            sources = {source.id: source for source in store.sources.all()}
        yield [
            write_item(_item(article, sources[article.head.source_id]))
            for article in articles
            if article.head.source_id in sources  # else removed meanwhile
        ]


@dataclass(slots=True)
class _Batch:
    """The lines of one transaction; *first* is the line number of the first."""

    first: int
    lines: list[JsonLine | BadRecord | None] = field(default_factory=list)
    """None: an empty line."""
    size: int = 0

    def add(self, line: bytes, name: str) -> None:
        """Add a line of the file *name*, or what is wrong with it."""
        self.size += len(line)
        try:
            self.lines.append(_decode(line, name, self.first + len(self.lines)))
        except BadRecord as error:
            self.lines.append(error)


def _batches(stream: BinaryIO, name: str) -> Iterator[_Batch]:
    batch = _Batch(1)
    for line in read_lines(stream, LIMIT):
        batch.add(line, name)
        if len(batch.lines) >= BATCH or batch.size > BATCH_BYTES:
            yield batch
            batch = _Batch(batch.first + len(batch.lines))
    yield batch


def _decode(line: bytes, name: str, number: int) -> JsonLine | None:
    """Return what a *line* says; None for an empty one. Raises BadRecord."""
    if len(line) > LIMIT:
        raise item_too_long(name=name, line=number, limit=LIMIT >> 20)
    if not line.strip():
        return None
    found = decode(line, name, number)
    if len(found.html) > HTML:
        raise BadRecord(_BAD_HTML, name=name, line=number)
    return found


async def _read(
    batch: _Batch, sandbox: Sandbox, name: str, now: datetime
) -> tuple[list[ArticleRecord], ImportedArticles]:
    """Return the articles of *batch*, and the result of the step as far as it is known."""
    lines = batch.lines
    html = {i: line for i, line in enumerate(lines) if isinstance(line, JsonLine) and line.html}
    parsed = await _parse(html, sandbox)
    items, step = list[ArticleRecord](), ImportedArticles(size=batch.size)
    for index, line in enumerate(lines):
        if line is None:
            continue
        try:
            if isinstance(line, BadRecord):
                raise line
            if index in html and index not in parsed:
                raise BadRecord(_BAD_HTML, name=name, line=batch.first + index)
            items.append(line.item(parsed.get(index, ()), now=now))
        except BadRecord as error:
            step.failed += 1
            step.failures.append(error)
    return items, step


def _calls(html: dict[int, JsonLine]) -> Iterator[list[int]]:
    some, size = list[int](), 0
    for index, line in html.items():
        some.append(index)
        size += len(line.html)
        if size > PARSED:
            yield some
            some, size = [], 0
    if some:
        yield some


async def _parse(html: dict[int, JsonLine], sandbox: Sandbox) -> dict[int, tuple[Block, ...]]:
    """Return the blocks of each line's HTML by index, without those that cannot be parsed.

    Where a parser has to be stopped, all pieces of the same call are tried alone.
    """
    found: dict[int, tuple[Block, ...]] = {}
    waiting = [*_calls(html)]
    while waiting:
        some = waiting.pop()
        pieces = [(html[index].html, html[index].url) for index in some]
        try:
            blocks = await sandbox.run(list[tuple[Block, ...]], PARSE, pieces)
        except Unparsable:
            waiting += [[index] for index in some if len(some) > 1]
        else:
            found.update(zip(some, blocks, strict=True))
    return found


def _store(
    store: Store,
    items: Sequence[ArticleRecord],
    known: dict[str, Source],
    step: ImportedArticles,
    now: datetime,
) -> ImportedArticles:
    """Store what a step read; *known* are the sources by their names in the lines."""
    if len(known) > CACHED:
        known.clear()
    new = {item.feed: _source(item) for item in items if item.feed not in known}
    step.sources = len(store.sources.add_all([*new.values()]))
    found = {feed: store.sources.find(source.url) for feed, source in new.items()}
    known.update((feed, source) for feed, source in found.items() if source is not None)
    kept = defaultdict[int, list[Kept]](list)
    for item in items:
        if source := known.get(item.feed):  # else removed meanwhile
            kept[source.id].append(_kept(item, source, now))
    step.added = store.archive.take(kept)
    step.known = len(items) - step.added
    return step


def _source(item: ArticleRecord) -> Source:
    url, login = split_login(safe_url(item.feed))
    source = Source(url=url, login=login, title=item.feed_title, enabled=False)
    return source if url else replace(source, url=item.feed, kind="folder")


def _kept(item: ArticleRecord, source: Source, now: datetime) -> Kept:
    [entry] = identify([item.draft])
    home = place_at_first(source, item.draft)
    regions = tuple(id for id in map(_region, item.regions) if id is not None)
    placed = place_by_file(regions) if regions else home
    [put] = decide([entry], (), now=now, place=lambda _: placed)
    if item.time is not None and 0 < item.time <= now.timestamp() + DAY:
        put = replace(put, time=item.time)
    return Kept(
        put=put,
        other_key=entry.other_key,
        home=home if regions else None,
        read=item.read,
        starred=item.starred,
    )


@lru_cache
def _region(label: str) -> str | None:
    """Return the id of the place that *label* is the id or the name of, None if there is none."""
    if is_place(label):
        return label
    region = resolve(label)
    return region.id if region else None


def _item(article: Article, source: Source) -> ArticleRecord:
    published = article.draft.published
    return ArticleRecord(
        feed=source.url,
        feed_title=source.name or source.title,
        draft=article.draft,
        time=None if published and epoch(published) == article.head.time else article.head.time,
        regions=article.placement.regions,
        read=article.head.read,
        starred=article.head.starred,
    )


# Import and export of subscriptions as OPML.


class ImportedSources(Struct, frozen=True):
    """The result of an import."""

    added: Sequence[Source]
    known: int
    """How many sources were there already; they stay as they are."""
    refused: Sequence[str] = ()
    """The names of those without an address that can be fetched."""
    twice: Sequence[str] = ()
    """The names of those that the file lists again; their first place counts."""
    surplus: Sequence[str] = ()
    """The names of those beyond `MAX_SOURCES`."""


def import_opml(store: Store, data: bytes, name: str) -> ImportedSources:
    """Store the sources that the OPML file *name* lists, in the regions that its folders name.

    Raises InputError, NotText, InputError.
    """
    refused, twice, surplus = list[str](), list[str](), list[str]()
    listed = dict[str, Source]()
    for source in read_opml(data, name, refused.append, surplus.append):
        if source.url in listed:
            twice.append(source.label)
        else:
            listed[source.url] = _placed(source)
    added = store.sources.add_all([*listed.values()])
    return ImportedSources(added, len(listed) - len(added), refused, twice, surplus)


def export_opml(store: Store) -> tuple[bytes, int]:
    """Return all sources of the network as OPML, and how many they are.

    Those in no folder are in that of their region.
    """
    sources = [_filed(source) for source in store.sources.all() if source.kind != "folder"]
    return write_opml(sources), len(sources)


def _placed(source: Source) -> Source:
    if source.region and source.region in load():
        return source
    return replace(source, region=place_of_folders(source.folder))


def _filed(source: Source) -> Source:
    if source.folder or not source.region or source.region not in load():
        return source
    path = load().path(source.region)
    return replace(source, folder="/".join(region.name for region in path))
